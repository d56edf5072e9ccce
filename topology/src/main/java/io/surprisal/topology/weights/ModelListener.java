package io.surprisal.topology.weights;

/** Hears what became of records of the models topic. */
public interface ModelListener {

    /**
     * A version became complete, or an alias means another one from some event time on.
     *
     * @param champion of the model that scores what no route sends elsewhere
     */
    void changed(ModelVersions champion);

    /** A version or a record must not be used. */
    void refused();

    /** A record of a policy or a route was taken; it may have changed nothing. Numbers of patterns that may be applied. */
    void rules(int policies, int routes);

    /** Nobody listens. */
    static ModelListener none() {
        return new ModelListener() {
            @Override
            public void changed(ModelVersions champion) {}

            @Override
            public void refused() {}

            @Override
            public void rules(int policies, int routes) {}
        };
    }
}
