/** What an image's build does to libraries. */
@NullMarked
package io.surprisal.deploy.image;

import org.jspecify.annotations.NullMarked;
