package dev.holdfast.worker.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient a call to a provider is. */
@ConfigMapping(prefix = "holdfast.calls")
public interface CallConfig {

    /** Reasoning models think for a minute before their first word, and some say nothing of it. */
    @WithDefault("120s")
    Duration firstTokenTimeout();

    /** Between two words. A provider that pauses longer has, in practice, died. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** For one whole answer: no answer may hold a place for ever. */
    @WithDefault("30m")
    Duration wholeTimeout();

    Retry retry();

    /** Second tries, before the first word only: afterwards they would cost the text. */
    interface Retry {
        /** Calls in all, the first one included; 1 = none is repeated. */
        @WithDefault("3")
        int attempts();

        /**
         * From the first call until the last is begun; a longer Retry-After is told to the user.
         */
        @WithDefault("30s")
        Duration budget();

        /**
         * For a server that says that it still reads its model into memory: it is asked again for
         * so long, whatever the number of calls. Large models take minutes from a slow disk.
         */
        @WithDefault("5m")
        Duration loadingBudget();

        /** Between two calls to a server that loads its model. */
        @WithDefault("3s")
        Duration loadingDelay();

        /**
         * Before the second call; doubles for each further one, and half of it is left to chance.
         */
        @WithDefault("500ms")
        Duration firstDelay();
    }
}
