package dev.holdfast.chat.recurring;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Where work is done: back on the caller's context, or on one of its own. */
public final class Contexts {
    private Contexts() {}

    /** The item or failure comes on the Vert.x context of whoever subscribes. */
    public static <T> Uni<T> stay(Uni<T> answer) {
        return Uni.createFrom()
                .deferred(() -> {
                    Context context = Vertx.currentContext();
                    return context == null
                            ? answer
                            : answer.emitOn(task -> context.runOnContext(_ -> task.run()));
                });
    }

    /**
     * Goes on to its end also when nobody waits for it any more: a session of Hibernate Reactive
     * that is left in the middle is never closed, and keeps its connection for ever.
     */
    public static <T> Uni<T> whole(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter ->
                        Uni.createFrom()
                                .deferred(() -> work.get())
                                .subscribe()
                                .with(emitter::complete, emitter::fail));
    }

    /** Fails when there is no answer in time; either comes on the context of whoever asks. */
    public static <T> Uni<T> within(Duration limit, Uni<T> answer) {
        return stay(answer.ifNoItem().after(limit).fail());
    }

    /**
     * Does the work on a context of its own on the same event loop, so that several transactions of
     * Hibernate Reactive, which keeps its session in the context, can go on side by side.
     */
    public static <T> Uni<T> apart(Supplier<Uni<T>> work) {
        return stay(
                Uni.createFrom()
                        .emitter(emitter -> {
                            Context own =
                                    VertxContext.createNewDuplicatedContext(Vertx.currentContext());
                            VertxContextSafetyToggle.setContextSafe(own, true);
                            own.runOnContext(_ ->
                                    Uni.createFrom()
                                            .deferred(() -> work.get())
                                            .subscribe()
                                            .with(emitter::complete, emitter::fail));
                        }));
    }
}
