package dev.holdfast.worker.title;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What bounds the writing of titles; by which models they are written, the providers say. */
@ConfigMapping(prefix = "holdfast.worker")
public interface TitleConfig {

    /** For one title; the first words stand in for a slower one. */
    @WithDefault("30s")
    Duration titleTimeout();

    /** Titles being written at once; those beyond it are the first words. */
    @WithDefault("64")
    int titlesAtOnce();
}
