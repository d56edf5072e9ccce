/** What an operator can set: one table of keys, parsed once into one record. */
@NullMarked
package io.surprisal.topology.settings;

import org.jspecify.annotations.NullMarked;
