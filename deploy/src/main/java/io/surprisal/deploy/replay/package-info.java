/** History through any version of a model, beside what was raised. */
@NullMarked
package io.surprisal.deploy.replay;

import org.jspecify.annotations.NullMarked;
