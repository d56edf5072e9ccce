package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A version is what its name says for ever: events of the past must find what they found. */
final class Immutability {

    /** How it is cut into records and who vouches for it may change; the model does not. */
    private static final List<String> NOT_OF_THE_VERSION =
            List.of("chunkSize", "chunkCount", "signature", "signatureKeyId");

    private Immutability() {}

    /**
     * Refuses another content under the name and version of one that is there.
     *
     * @throws PublishException if they say different things of the version
     */
    static void require(ModelManifest there, ModelManifest given) {
        String version = "version " + given.getVersion() + " of " + given.getName() + " is there already with ";
        if (!there.getSha256().equals(given.getSha256())) {
            throw new PublishException(version + "other weights (SHA-256 " + there.getSha256() + ", this file "
                    + given.getSha256() + "): give this file another version");
        }
        if (!there.getSpec().equals(given.getSpec())) {
            throw new PublishException(version + "another specification (" + there.getSpec() + ", this file "
                    + given.getSpec() + "): give this file another version");
        }
        List<String> different = new ArrayList<>();
        for (Schema.Field field : there.getSchema().getFields()) {
            Object one = there.get(field.pos());
            Object other = given.get(field.pos());
            boolean same = one == null ? other == null : one.equals(other);
            if (!same && !NOT_OF_THE_VERSION.contains(field.name())) {
                different.add(field.name());
            }
        }
        if (!different.isEmpty()) {
            throw new PublishException(version + "the same weights and another " + String.join(", ", different)
                    + ": versions never change, so give this file another version");
        }
    }
}
