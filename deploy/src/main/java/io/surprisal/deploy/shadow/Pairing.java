package io.surprisal.deploy.shadow;

/**
 * Which versions are compared.
 *
 * @param model name of the model
 * @param champion version of the champion
 * @param championSha256 hash of its weights
 * @param challenger version of the challenger
 * @param challengerSha256 hash of its weights
 */
public record Pairing(
        String model, String champion, String championSha256, String challenger, String challengerSha256) {}
