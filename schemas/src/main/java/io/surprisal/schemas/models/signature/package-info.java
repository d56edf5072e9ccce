/** Ed25519 signatures of model versions: who vouches for what a manifest says and for the weights that it names. */
@NullMarked
package io.surprisal.schemas.models.signature;

import org.jspecify.annotations.NullMarked;
