package dev.holdfast.worker.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock and timers that go when the test says so. */
public final class FakeTime extends Clock implements Timers {
    private record Timer(Instant due, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void soon(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Every timer that is due on the way goes off at its time. */
    public void pass(Duration time) {
        Instant until = now.plus(time);
        while (true) {
            Timer next =
                    timers.stream()
                            .filter(each -> !each.due.isAfter(until))
                            .min(Comparator.comparing(Timer::due))
                            .orElse(null);
            if (next == null) {
                now = until;
                return;
            }
            timers.remove(next);
            now = next.due.isAfter(now) ? next.due : now;
            next.task.run();
        }
    }

    public int pending() {
        return timers.size();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
