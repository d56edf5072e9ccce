/** What is fixed and what is learned: the model's specification, its tensors and its calibration. */
@NullMarked
package io.surprisal.model;

import org.jspecify.annotations.NullMarked;
