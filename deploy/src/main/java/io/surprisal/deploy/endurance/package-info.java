/**
 * Proves that nothing is lost: detectors that are killed, moved, cut off and given new weights while they work, and a
 * comparison of all that they wrote with what an undisturbed one writes.
 */
@NullMarked
package io.surprisal.deploy.endurance;

import org.jspecify.annotations.NullMarked;
