/** What a bench has measured: named numbers, the conditions they were measured under, goals, and how they are written. */
@NullMarked
package io.surprisal.deploy.bench.figures;

import org.jspecify.annotations.NullMarked;
