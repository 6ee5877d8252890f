package dev.holdfast.worker.provider.demo;

import dev.holdfast.contracts.catalog.ModelOffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the demo offers: one voice at several paces and lengths. */
enum DemoModel {
    NORMAL("holdfast-demo", "Demo", 3, Duration.ofMillis(400), 50),
    /** For tests: nothing waits. */
    FAST("holdfast-demo-fast", "Demo, as fast as it can", 3, Duration.ZERO, 0),
    /** Several thousand tokens. */
    LONG("holdfast-demo-long", "Demo, a long answer", 60, Duration.ofMillis(400), 50),
    /** Both: for tests of what is large. */
    LONG_FAST("holdfast-demo-long-fast", "Demo, long and fast", 60, Duration.ZERO, 0);

    private final String model;
    private final String title;
    private final int sections;
    private final Duration firstToken;
    private final int tokensPerSecond;

    DemoModel(String model, String title, int sections, Duration firstToken, int tokensPerSecond) {
        this.model = model;
        this.title = title;
        this.sections = sections;
        this.firstToken = firstToken;
        this.tokensPerSecond = tokensPerSecond;
    }

    static Optional<DemoModel> named(String name) {
        return Arrays.stream(values()).filter(each -> each.model.equals(name)).findFirst();
    }

    ModelOffer offer() {
        return new ModelOffer(
                model, title, List.of("reasoning"), null, null, List.of("maxTokens"), null);
    }

    int sections() {
        return sections;
    }

    Duration firstToken() {
        return firstToken;
    }

    /** 0 = as fast as possible. */
    int tokensPerSecond() {
        return tokensPerSecond;
    }
}
