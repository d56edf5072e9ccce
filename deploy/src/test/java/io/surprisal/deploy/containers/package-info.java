/** The deployed form: a broker, a registry and the project's own image, each in its container. */
@NullMarked
package io.surprisal.deploy.containers;

import org.jspecify.annotations.NullMarked;
