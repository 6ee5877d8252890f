package dev.holdfast.worker.provider;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Around providers that are made for one call: guarded, tried again, measured, as those of the
 * operator are. Not watched: how one user's server does is no news for others. Measured as one, for
 * the same reason, and because there is no end to their names.
 */
public final class UserProviders {
    private static final String MEASURED_AS = "custom";

    private final CallConfig config;
    private final Timers timers;
    private final Clock clock;
    private final CallMeters meters;

    public UserProviders(CallConfig config, Timers timers, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.timers = timers;
        this.clock = clock;
        this.meters = new CallMeters(meters, MEASURED_AS);
    }

    public Provider around(Provider plain) {
        Provider guarded = new GuardedProvider(plain, config, timers, clock);
        Provider triedAgain =
                new RetryingProvider(
                        guarded,
                        config.retry(),
                        timers,
                        clock,
                        () -> ThreadLocalRandom.current().nextLong());
        return new MeteredProvider(triedAgain, meters, clock);
    }
}
