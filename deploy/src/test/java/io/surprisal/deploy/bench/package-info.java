@NullMarked
package io.surprisal.deploy.bench;

import org.jspecify.annotations.NullMarked;
