/** What an alert looks like: the head that names the kind of incident. */
@NullMarked
package io.surprisal.model.recognition;

import org.jspecify.annotations.NullMarked;
