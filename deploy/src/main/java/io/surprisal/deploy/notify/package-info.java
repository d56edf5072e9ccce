/** Tells people of incidents: reads their topic and posts to a webhook. */
@NullMarked
package io.surprisal.deploy.notify;

import org.jspecify.annotations.NullMarked;
