package dev.holdfast.chat.generation;

/** A release of a run, or several, was stored; fired when the transaction has ended. */
public record RunsReleased() {}
