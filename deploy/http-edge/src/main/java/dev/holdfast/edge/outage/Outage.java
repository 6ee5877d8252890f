package dev.holdfast.edge.outage;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Whether one dependency is away, as those see it who use it. Thread-safe. */
public final class Outage {
    /**
     * For how long there must be answers and no failure before an outage is over: one of many
     * connections may work while others do not, and then each change would be a line.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final int LONGEST_CAUSE = 200;
    private static final long NEVER = Long.MIN_VALUE;

    private final Logger log;
    private final String dependency;
    private final Clock clock;
    private final AtomicBoolean on = new AtomicBoolean();

    /** When the first answer behind the last failure came; {@link #NEVER} if none has. */
    private volatile long answersSince = NEVER;

    /**
     * @param dependency as a sentence begins with it
     */
    public Outage(Logger log, String dependency, Clock clock) {
        this.log = log;
        this.dependency = dependency;
        this.clock = clock;
    }

    /**
     * To be called with each failure that shows it.
     *
     * @return what to tell the caller
     */
    public Away noticed(Throwable failure) {
        answersSince = NEVER;
        if (on.compareAndSet(false, true)) {
            log.warnf("%s is away cause=%s", dependency, cause(failure));
        }
        return away();
    }

    /** What to tell a caller where nothing new is known. */
    public Away away() {
        return new Away(dependency);
    }

    /** To be called with answers, as often as there are any. */
    public void answered() {
        if (!on.get()) {
            return;
        }
        long now = clock.millis();
        long since = answersSince;
        if (since == NEVER) {
            answersSince = now;
        } else if (now - since >= SETTLED.toMillis() && on.compareAndSet(true, false)) {
            log.infof("%s is back", dependency);
        }
    }

    public boolean isOn() {
        return on.get();
    }

    /** The innermost cause in one line; the rest is only who passed it on. */
    private static String cause(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < 20; depth++) {
            innermost = innermost.getCause();
        }
        String line = String.valueOf(innermost).lines().findFirst().orElse("");
        return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE) + "…";
    }
}
