package io.surprisal.deploy.rules;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.route.RouteSchedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which model scores; a change says its name, an empty one where the pattern shall count as not there. */
public final class RouteKind implements RuleKind<RouteSchedule, String> {

    @Override
    public String command() {
        return "route";
    }

    @Override
    public String plural() {
        return "routes";
    }

    @Override
    public ModelsTopicKey key(String pattern) {
        return new ModelsTopicKey.Route(pattern);
    }

    @Override
    public Map<String, RouteSchedule> schedules(ModelsTopicContent content) {
        return content.routes();
    }

    @Override
    public Optional<String> fault(ModelsTopicContent content, String pattern) {
        return content.routeFault(pattern);
    }

    @Override
    public RouteSchedule empty() {
        return RouteSchedules.empty();
    }

    @Override
    public long epoch(RouteSchedule schedule) {
        return RouteSchedules.epoch(schedule);
    }

    @Override
    public boolean isMade(RuleChange<String> change, RouteSchedule schedule) {
        List<RouteEntry> entries = schedule.getEntries();
        if (entries.isEmpty()) {
            return change.value().isEmpty();
        }
        RouteEntry last = entries.get(entries.size() - 1);
        return !change.timeGiven()
                && last.getModel().equals(change.value())
                && !last.getFromEventTime().isAfter(change.from());
    }

    @Override
    public RouteSchedule append(RouteSchedule schedule, RuleChange<String> change, Instant now) {
        return RouteSchedules.append(
                schedule,
                RouteEntry.newBuilder()
                        .setEpoch(0) // the schedule numbers it
                        .setFromEventTime(change.from())
                        .setModel(change.value())
                        .setSince(now)
                        .setBy(change.by())
                        .setWhy(change.why())
                        .build());
    }

    @Override
    public ModelsRecord record(RouteSchedule schedule) {
        return ModelsRecord.newBuilder().setRoute(schedule).build();
    }
}
