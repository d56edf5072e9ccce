/** What somebody wishes of a series' alerts: from which score on, on which side, how far off. Scores do not depend on it. */
@NullMarked
package io.surprisal.model.policy;

import org.jspecify.annotations.NullMarked;
