package dev.lolscale.schema.bodies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A body that somebody may post, how it is posted, and what the front door must make of it. */
public final class NastyBody {

    private final String category;
    private final String name;
    private final byte[] body;
    private final Map<String, Optional<String>> headers;
    private final List<String> payloads;
    private final Map<String, Optional<String>> requestFields;
    private final Optional<String> invocation;
    private final boolean overHttp;
    private final int status;
    private final int accepted;
    private final List<String> rejected;
    private final Landed landed;

    NastyBody(BodyFile.Case read, String category) {
        this.category = category;
        this.name = read.name;
        this.body = read.body.toByteArray();
        this.headers = new LinkedHashMap<>(read.headers);
        this.payloads = read.payload.map(List::of).orElse(List.of("1.0", "2.0"));
        this.requestFields = new LinkedHashMap<>(read.requestFields);
        this.invocation = read.invocation;
        this.overHttp = read.overHttp;
        this.status = read.status;
        this.accepted = read.accepted;
        this.rejected = List.copyOf(read.rejected);
        this.landed = new Landed(read.landed.toByteArray());
    }

    /** The category: the name of its file. */
    public String category() {
        return category;
    }

    /** What is nasty about it, or what must come of it: unique among all. */
    public String name() {
        return name;
    }

    /** The bytes that are posted. */
    public byte[] body() {
        return body.clone();
    }

    /** Headers by lower-case name that differ from a usual request; empty for one that is taken away. */
    public Map<String, Optional<String>> headers() {
        return headers;
    }

    /** The payload formats that it is posted in: {@code 1.0}, {@code 2.0}, or both. */
    public List<String> payloads() {
        return payloads;
    }

    /** Fields of the proxy event, as JSON, that differ from what API Gateway would make of it; empty: taken away. */
    public Map<String, Optional<String>> requestFields() {
        return requestFields;
    }

    /** What the function is invoked with in place of a proxy event. */
    public Optional<String> invocation() {
        return invocation;
    }

    /** Whether it belongs to the sample that is posted over HTTP too. */
    public boolean overHttp() {
        return overHttp;
    }

    /** The HTTP status that answers it. */
    public int status() {
        return status;
    }

    /** How many events are acknowledged. */
    public int accepted() {
        return accepted;
    }

    /** The other lines in order, each as {@code line reason field}. */
    public List<String> rejected() {
        return rejected;
    }

    /** What lands, all of it. */
    public Landed landed() {
        return landed;
    }

    @Override
    public String toString() {
        return category + ": " + name;
    }
}
