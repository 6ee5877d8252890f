package dev.holdfast.chaos.fault;

import java.time.Duration;

/**
 * A fault that is to be.
 *
 * @param victim by its name
 * @param after the beginning of its round
 * @param length how long it lasts, where its kind has a length
 */
public record Planned(FaultKind kind, String victim, Duration after, Duration length) {}
