package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.List;

/**
 * What an alias means as a change begins; somebody may change it before it is made.
 *
 * @param alias which alias
 * @param sha256 of the version that its last entry names; empty where it names none
 */
public record ExpectedAlias(AliasName alias, String sha256) {

    /** What the last entry of a schedule names. */
    public static ExpectedAlias of(AliasName alias, AliasSchedule schedule) {
        List<AliasEntry> entries = schedule.getEntries();
        return new ExpectedAlias(
                alias, entries.isEmpty() ? "" : entries.get(entries.size() - 1).getSha256());
    }

    /**
     * Makes sure that an alias still means the same, if it is this one.
     *
     * @throws PublishException if it does not
     */
    void require(ModelsTopicKey.Alias key, AliasSchedule now) {
        if (key.alias() == alias && !of(alias, now).equals(this)) {
            throw new PublishException("nothing was published: " + key.format() + " was changed meanwhile; look with"
                    + " models list, then try again");
        }
    }
}
