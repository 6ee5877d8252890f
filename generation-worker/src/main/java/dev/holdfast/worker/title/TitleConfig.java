package dev.holdfast.worker.title;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Who writes titles. */
@ConfigMapping(prefix = "holdfast.worker")
public interface TitleConfig {

    /**
     * By provider id, the name of the small model that writes titles for answers of that provider.
     * Where there is none, titles are the first words.
     */
    Map<String, String> titleModel();

    /** For one title; the first words stand in for a slower one. */
    @WithDefault("30s")
    Duration titleTimeout();

    /** Titles being written at once; those beyond it are the first words. */
    @WithDefault("64")
    int titlesAtOnce();
}
