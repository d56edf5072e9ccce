/** Proofs that need processes that die, brokers that go away and disks that are full. */
@NullMarked
package io.surprisal.deploy.endurance;

import org.jspecify.annotations.NullMarked;
