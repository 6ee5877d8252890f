package dev.holdfast.worker.provider;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@link Timers} on Vert.x: the task runs on the context on which the timer was set. */
@ApplicationScoped
class VertxTimers implements Timers {
    private final Vertx vertx;

    VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

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
