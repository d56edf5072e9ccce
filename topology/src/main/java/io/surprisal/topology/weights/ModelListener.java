package io.surprisal.topology.weights;

/** Hears what became of records of the models topic. */
public interface ModelListener {

    /** A version became complete, or the alias means another one from some event time on. */
    void changed(ModelVersions versions);

    /** A version or a record must not be used. */
    void refused();

    /** Nobody listens. */
    static ModelListener none() {
        return new ModelListener() {
            @Override
            public void changed(ModelVersions versions) {}

            @Override
            public void refused() {}
        };
    }
}
