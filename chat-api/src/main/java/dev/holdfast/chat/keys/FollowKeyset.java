package dev.holdfast.chat.keys;

import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.contracts.life.Life;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether the keyset's file has changed, so that keysets are rotated without a
 * restart. A look at the content and not a file watcher: a mounted secret is swapped as a symbolic
 * link, which watchers miss.
 */
@ApplicationScoped
class FollowKeyset {
    /** A mounted folder may hang; the keyset that is known is used meanwhile. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);

    private final Life life;
    private final Seal seal;
    private final KeysConfig config;
    private final Vertx vertx;
    private @Nullable Recurring looking;

    FollowKeyset(Life life, Seal seal, KeysConfig config, Vertx vertx) {
        this.life = life;
        this.seal = seal;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        looking =
                Recurring.start(
                        vertx, life, "keyset", config.readAgainEvery(), READ_WITHIN, this::look);
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
