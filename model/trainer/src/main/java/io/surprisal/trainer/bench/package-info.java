/** What the benches share: folders of series with their labels, and work side by side. */
@NullMarked
package io.surprisal.trainer.bench;

import org.jspecify.annotations.NullMarked;
