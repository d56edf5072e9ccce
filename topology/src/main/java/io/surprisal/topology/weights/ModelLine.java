package io.surprisal.topology.weights;

/**
 * One model with its aliases.
 *
 * @param name of the model
 * @param champion whose scores count
 * @param challenger what is tried beside it
 */
public record ModelLine(String name, ModelVersions champion, ModelVersions challenger) {}
