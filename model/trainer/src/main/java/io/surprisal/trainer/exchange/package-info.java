/** Networks from elsewhere and to elsewhere: PyTorch's names and layouts, mapping files, parity vectors. */
@NullMarked
package io.surprisal.trainer.exchange;

import org.jspecify.annotations.NullMarked;
