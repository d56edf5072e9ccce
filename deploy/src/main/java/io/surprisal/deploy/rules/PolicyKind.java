package io.surprisal.deploy.rules;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.policy.PolicySchedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rows are alerts; a change says the settings, none at all where the pattern shall count as not there. */
public final class PolicyKind implements RuleKind<PolicySchedule, Map<String, String>> {

    @Override
    public String command() {
        return "policy";
    }

    @Override
    public String plural() {
        return "policies";
    }

    @Override
    public ModelsTopicKey key(String pattern) {
        return new ModelsTopicKey.Policy(pattern);
    }

    @Override
    public Map<String, PolicySchedule> schedules(ModelsTopicContent content) {
        return content.policies();
    }

    @Override
    public Optional<String> fault(ModelsTopicContent content, String pattern) {
        return content.policyFault(pattern);
    }

    @Override
    public PolicySchedule empty() {
        return PolicySchedules.empty();
    }

    @Override
    public long epoch(PolicySchedule schedule) {
        return PolicySchedules.epoch(schedule);
    }

    @Override
    public boolean isMade(RuleChange<Map<String, String>> change, PolicySchedule schedule) {
        List<PolicyEntry> entries = schedule.getEntries();
        if (entries.isEmpty()) {
            return change.value().isEmpty();
        }
        PolicyEntry last = entries.get(entries.size() - 1);
        return !change.timeGiven()
                && last.getSettings().equals(change.value())
                && !last.getFromEventTime().isAfter(change.from());
    }

    @Override
    public PolicySchedule append(PolicySchedule schedule, RuleChange<Map<String, String>> change, Instant now) {
        return PolicySchedules.append(
                schedule,
                PolicyEntry.newBuilder()
                        .setEpoch(0) // the schedule numbers it
                        .setFromEventTime(change.from())
                        .setSettings(change.value())
                        .setSince(now)
                        .setBy(change.by())
                        .setWhy(change.why())
                        .build());
    }

    @Override
    public ModelsRecord record(PolicySchedule schedule) {
        return ModelsRecord.newBuilder().setPolicy(schedule).build();
    }
}
