package dev.holdfast.stack.local;

import java.time.Duration;

/** Told of each part of a stack that is ready; called from several threads. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = (part, took) -> {};

    void ready(String part, Duration took);
}
