package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.Timers;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of an event loop. */
record LoopTimers(Vertx vertx) implements Timers {
    @Override
    public Runnable after(Duration delay, Runnable task) {
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public void soon(Runnable task) {
        vertx.getOrCreateContext().runOnContext(_ -> task.run());
    }
}
