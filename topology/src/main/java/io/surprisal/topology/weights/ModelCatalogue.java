package io.surprisal.topology.weights;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the models topic says of models, at one moment, for people to look at.
 *
 * @param usual name of the model that scores what no route sends elsewhere
 * @param bundled what scores where that model's alias names no version; empty for none
 * @param complete versions that may be used
 * @param incomplete versions that wait for chunks
 * @param schedules what each alias means
 * @param refused why records must not be used, the last reason of each, by their keys on the topic
 */
public record ModelCatalogue(
        String usual,
        Optional<ModelSnapshot> bundled,
        List<AssemblyOutcome.Complete> complete,
        List<AssemblyOutcome.Incomplete> incomplete,
        Map<ModelsTopicKey.Alias, AliasSchedule> schedules,
        Map<String, String> refused) {}
