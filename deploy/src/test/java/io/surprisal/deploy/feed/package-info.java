/** Tests of feeds. */
@NullMarked
package io.surprisal.deploy.feed;

import org.jspecify.annotations.NullMarked;
