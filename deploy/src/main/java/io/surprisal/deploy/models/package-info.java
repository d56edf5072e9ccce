/** What stands on the models topic, for people. */
@NullMarked
package io.surprisal.deploy.models;

import org.jspecify.annotations.NullMarked;
