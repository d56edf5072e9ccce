/** Whether a score means what it says: measured rates of incident-free rows beside nominal ones. */
@NullMarked
package io.surprisal.trainer.bench.calibration;

import org.jspecify.annotations.NullMarked;
