package io.surprisal.deploy.containers;

/**
 * How a command of the image ended.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong use or configuration
 * @param output what it printed, to both streams
 */
record Outcome(long exitCode, String output) {}
