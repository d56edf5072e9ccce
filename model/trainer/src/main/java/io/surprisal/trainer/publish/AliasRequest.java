package io.surprisal.trainer.publish;

/**
 * How an alias is to name a version.
 *
 * @param activation from when on
 * @param by who wants it
 * @param why why
 */
public record AliasRequest(Activation activation, String by, String why) {}
