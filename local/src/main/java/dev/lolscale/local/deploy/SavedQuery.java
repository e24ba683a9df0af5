package dev.lolscale.local.deploy;

/**
 * A saved query of the stack.
 *
 * @param name its name
 * @param sql its text
 */
public record SavedQuery(String name, String sql) {}
