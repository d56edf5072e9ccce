/** Notifications, at a receiver on loopback. */
@NullMarked
package io.surprisal.deploy.notify;

import org.jspecify.annotations.NullMarked;
