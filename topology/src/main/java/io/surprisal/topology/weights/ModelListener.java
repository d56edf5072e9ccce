package io.surprisal.topology.weights;

import io.surprisal.schemas.policy.SeriesPolicies;

/** Hears what became of records of the models topic. */
public interface ModelListener {

    /** A version became complete, or the alias means another one from some event time on. */
    void changed(ModelVersions versions);

    /** A version or a record must not be used. */
    void refused();

    /** A record of a policy was taken; it may have changed nothing. */
    void policies(SeriesPolicies policies);

    /** Nobody listens. */
    static ModelListener none() {
        return new ModelListener() {
            @Override
            public void changed(ModelVersions versions) {}

            @Override
            public void refused() {}

            @Override
            public void policies(SeriesPolicies policies) {}
        };
    }
}
