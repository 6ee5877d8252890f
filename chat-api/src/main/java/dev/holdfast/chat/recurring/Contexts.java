package dev.holdfast.chat.recurring;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings answers back from threads of others, such as a Kafka client's. */
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
}
