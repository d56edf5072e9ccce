package io.surprisal.topology.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;

/**
 * The nodes of the application and how they hang together; of one instance: what runs on it, and the others that it knows.
 *
 * @param application the {@code application.id}
 * @param release of this program
 * @param status of this instance
 * @param subtopologies parts of the topology that run as tasks of their own
 * @param globalStores topics that every instance reads as a whole
 */
record TopologyDocument(
        String application,
        String release,
        InstanceStatus status,
        List<Subtopology> subtopologies,
        List<Subtopology> globalStores) {

    /**
     * A part of the topology.
     *
     * @param id number of it, as in the names of its tasks
     * @param nodes from sources to sinks
     */
    record Subtopology(int id, List<Node> nodes) {}

    /**
     * A node.
     *
     * @param name of it
     * @param kind source, processor or sink
     * @param topics that it reads or writes
     * @param stores that it uses
     * @param next nodes that it hands records to
     */
    record Node(String name, String kind, List<String> topics, List<String> stores, List<String> next) {}

    static List<Subtopology> subtopologies(TopologyDescription description) {
        return description.subtopologies().stream()
                .map(each -> new Subtopology(each.id(), nodes(each.nodes())))
                .sorted(Comparator.comparing(Subtopology::id))
                .toList();
    }

    static List<Subtopology> globalStores(TopologyDescription description) {
        return description.globalStores().stream()
                .map(each -> new Subtopology(each.id(), nodes(Set.of(each.source(), each.processor()))))
                .sorted(Comparator.comparing(Subtopology::id))
                .toList();
    }

    /** The number of the part that has this node. */
    static int subtopologyOf(String node, TopologyDescription description) {
        return description.subtopologies().stream()
                .filter(each -> each.nodes().stream().anyMatch(one -> one.name().equals(node)))
                .map(TopologyDescription.Subtopology::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the topology must have a node " + node));
    }

    private static List<Node> nodes(Set<? extends TopologyDescription.Node> nodes) {
        List<Node> sorted = new ArrayList<>();
        nodes.forEach(each -> sorted.add(node(each)));
        sorted.sort(Comparator.comparing(Node::kind, TopologyDocument::order).thenComparing(Node::name));
        return sorted;
    }

    private static int order(String one, String other) {
        List<String> kinds = List.of("source", "processor", "sink");
        return Integer.compare(kinds.indexOf(one), kinds.indexOf(other));
    }

    private static Node node(TopologyDescription.Node node) {
        List<String> next = sorted(node.successors().stream().map(TopologyDescription.Node::name));
        if (node instanceof TopologyDescription.Source source) {
            return new Node(node.name(), "source", sorted(source.topicSet().stream()), List.of(), next);
        }
        if (node instanceof TopologyDescription.Sink sink) {
            return new Node(node.name(), "sink", List.of(sink.topic()), List.of(), next);
        }
        List<String> stores = node instanceof TopologyDescription.Processor processor
                ? sorted(processor.stores().stream())
                : List.of();
        return new Node(node.name(), "processor", List.of(), stores, next);
    }

    private static List<String> sorted(Stream<String> names) {
        return names.sorted().collect(Collectors.toUnmodifiableList());
    }
}
