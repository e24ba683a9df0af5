package dev.lolscale.graph.check;

/**
 * A policy as its pack describes it.
 *
 * @param name unique in the pack, for example {@code security-no-public-bucket}
 * @param title what it demands, in a few words; its name when the pack gives none
 * @param description what it demands and why
 * @param fix what to change when it is violated; empty when the pack does not say
 * @param severity how bad a violation is
 * @param level what a violation means, after the pack's configuration
 */
public record Policy(String name, String title, String description, String fix, Severity severity, Level level) {}
