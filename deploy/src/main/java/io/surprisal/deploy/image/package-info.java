/** What the build of a container image runs: smaller libraries, and the classes that a start needs. */
@NullMarked
package io.surprisal.deploy.image;

import org.jspecify.annotations.NullMarked;
