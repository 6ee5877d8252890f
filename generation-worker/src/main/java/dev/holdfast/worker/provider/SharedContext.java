package dev.holdfast.worker.provider;

import java.util.concurrent.Executor;

/**
 * The event loop of all calls that are not answers: there are few, and none of them does CPU work,
 * so they share one.
 */
@FunctionalInterface
public interface SharedContext extends Executor {}
