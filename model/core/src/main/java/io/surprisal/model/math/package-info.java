/**
 * Elementary functions and a matrix product with the same bits on every JDK and processor: only operations that IEEE 754
 * rounds exactly, in a fixed order.
 */
@NullMarked
package io.surprisal.model.math;

import org.jspecify.annotations.NullMarked;
