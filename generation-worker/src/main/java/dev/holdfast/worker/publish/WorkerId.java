package dev.holdfast.worker.publish;

/** This worker's name among the workers: new with each process. */
public record WorkerId(String value) {}
