package io.surprisal.deploy.demo;

import io.surprisal.avro.ModelFile;

/**
 * What a demo is asked to show.
 *
 * @param source where its series come from
 * @param speed seconds of event time per second of the live part, infinite for as fast as it goes
 * @param model what scores at the beginning
 * @param training whether the model first learns from the series' history
 * @param port where the broker listens, 0 for the known one or else any
 * @param stays whether everything stays up at the end, until the process is stopped
 */
public record DemoOptions(
        DemoSource source, double speed, ModelFile model, boolean training, int port, boolean stays) {}
