package io.surprisal.schemas.models;

import io.surprisal.avro.ModelManifest;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;

/** What a record of the models topic led to. */
public sealed interface AssemblyOutcome {

    /** Which of the outcomes it is. */
    enum Kind {
        /** {@link AssemblyOutcome.Complete}. */
        COMPLETE,
        /** {@link AssemblyOutcome.Incomplete}. */
        INCOMPLETE,
        /** {@link AssemblyOutcome.Refused}. */
        REFUSED,
        /** {@link AssemblyOutcome.Withdrawn}. */
        WITHDRAWN
    }

    /** Which of the outcomes it is. */
    Kind kind();

    /**
     * A version is there, checked, and may be used.
     *
     * @param model the version
     * @param manifest what is said of it
     */
    record Complete(ModelSnapshot model, ModelManifest manifest) implements AssemblyOutcome {
        @Override
        public Kind kind() {
            return Kind.COMPLETE;
        }
    }

    /**
     * A version's manifest is there and some of its chunks are not.
     *
     * @param name of the model
     * @param version of the model
     * @param sha256 of its weights
     * @param chunks that are there
     * @param chunkCount that there must be
     */
    record Incomplete(String name, String version, String sha256, int chunks, int chunkCount)
            implements AssemblyOutcome {
        @Override
        public Kind kind() {
            return Kind.INCOMPLETE;
        }
    }

    /**
     * A record or a version must not be used.
     *
     * @param key of the manifest, or of the record that is wrong by itself
     * @param reason what was found and what was allowed
     */
    record Refused(String key, String reason) implements AssemblyOutcome {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * A version that was complete is gone from the topic, or was replaced under its name.
     *
     * @param identity of the version
     */
    record Withdrawn(ModelIdentity identity) implements AssemblyOutcome {
        @Override
        public Kind kind() {
            return Kind.WITHDRAWN;
        }
    }
}
