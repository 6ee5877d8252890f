package dev.holdfast.chat.keys;

import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether the keyset's file has changed, so that keysets are rotated without a
 * restart. A look at the content and not a file watcher: a mounted secret is swapped as a symbolic
 * link, which watchers miss.
 */
@ApplicationScoped
class FollowKeyset {
    private final Seal seal;
    private final KeysConfig config;
    private final Vertx vertx;
    private @Nullable Recurring looking;

    FollowKeyset(Seal seal, KeysConfig config, Vertx vertx) {
        this.seal = seal;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        looking = Recurring.start(vertx, "keyset", config.readAgainEvery(), this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (looking != null) {
            looking.stop();
        }
    }

    private Uni<Next> look() {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(
                                        () -> {
                                            seal.readAnew();
                                            return Next.AFTER_PAUSE;
                                        })
                                .toCompletionStage());
    }
}
