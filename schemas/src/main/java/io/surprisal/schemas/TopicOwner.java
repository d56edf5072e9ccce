package io.surprisal.schemas;

/** Who decides about a topic's form. */
public enum TopicOwner {
    /** The people whose data it holds: where it exists, it is taken as it is. */
    USER,
    /** The project: where it exists, it must have the form of its definition. */
    PROJECT
}
