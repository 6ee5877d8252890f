package dev.holdfast.gateway.session;

import dev.holdfast.edge.outage.Outage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Sessions over a {@link FakeLog}, on a loop that runs when the test has said its piece. */
final class Connections {
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Sessions sessions;

    Connections(FakeLog log, Map<String, String> settings) {
        SessionConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(SessionConfig.class)
                        .withConverter(Duration.class, 100, new DurationConverter())
                        .withDefaultValues(settings)
                        .build()
                        .getConfigMapping(SessionConfig.class);
        sessions =
                new Sessions(
                        log,
                        log,
                        config,
                        new SessionMeters(registry, clock),
                        clock,
                        new Outage(Logger.getLogger("test"), "the log", clock));
    }

    ManualClock clock() {
        return clock;
    }

    SimpleMeterRegistry registry() {
        return registry;
    }

    void closeAll(CloseCode code) {
        sessions.closeAll(code);
    }

    int open() {
        return sessions.size();
    }

    Optional<Session> open(String user, Outlet outlet) {
        return sessions.open(user, outlet, new OneByOne());
    }

    /** Runs a task at once, or behind the one that is running. */
    private static final class OneByOne implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
            try {
                while (!tasks.isEmpty()) {
                    tasks.remove().run();
                }
            } finally {
                running = false;
            }
        }
    }
}
