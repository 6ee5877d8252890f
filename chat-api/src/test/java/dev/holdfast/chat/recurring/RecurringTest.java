package dev.holdfast.chat.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Life.Limits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurringTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();
    private final Life life =
            new Life(System::nanoTime, new Limits(10, Duration.ofMinutes(2)), (_, _) -> {});
    private final AtomicInteger steps = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void cancelsAStepThatNeverAnswersAndDoesItAgain() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        repeat(() ->
                steps.incrementAndGet() == 1
                        ? Uni.createFrom()
                                .<Next>nothing()
                                .onCancellation()
                                .invoke(cancelled::countDown)
                        : Uni.createFrom().item(Next.AFTER_PAUSE));

        assertThat(cancelled.await(1, TimeUnit.MINUTES)).isTrue();
        await().until(() -> steps.get() > 3);
        assertThat(life.complaints()).isEmpty();
        assertThat(life.ending()).isEmpty();
    }

    @Test
    void doesNotHearWhatAStepSaysThatWasGivenUp() {
        CountDownLatch third = new CountDownLatch(1);
        repeat(() -> {
            int mine = steps.incrementAndGet();
            if (mine == 1) {
                // Not to be cancelled; its answer would begin another step beside the second.
                return Contexts.whole(() ->
                        Uni.createFrom()
                                .<Next>emitter(emitter ->
                                        new Thread(
                                                        () -> {
                                                            awaitQuietly(third);
                                                            emitter.complete(Next.AT_ONCE);
                                                        })
                                                .start()));
            }
            if (mine == 3) {
                third.countDown();
                return Uni.createFrom().nothing();
            }
            return Uni.createFrom().item(Next.AFTER_PAUSE);
        });

        await().until(() -> steps.get() > 5);
        assertThat(life.ending()).isEmpty();
    }

    @Test
    void endsTheProcessWhenAStepThrowsAnError() {
        repeat(() -> {
            throw new NoClassDefFoundError("gone");
        });

        await().until(() -> life.ending().isPresent());
        assertThat(life.ending().orElseThrow().line(70))
                .contains("loop=\"step\"", "NoClassDefFoundError: gone");
    }

    @Test
    void endsTheProcessWhenAnErrorComesWrapped() {
        repeat(() ->
                Uni.createFrom()
                        .failure(new IllegalStateException(new NoClassDefFoundError("gone"))));

        await().until(() -> life.ending().isPresent());
    }

    @Test
    void endsTheProcessWhenAStepIsWrongAgainAndAgain() {
        repeat(() -> {
            steps.incrementAndGet();
            throw new NullPointerException();
        });

        await().until(() -> life.ending().isPresent());
        assertThat(steps).hasValueGreaterThanOrEqualTo(10);
    }

    @Test
    void waitsForWhatIsAwayWithoutEnd() {
        repeat(() -> {
            steps.incrementAndGet();
            return Uni.createFrom().failure(new ConnectException("refused"));
        });

        await().until(() -> steps.get() > 100);
        assertThat(life.ending()).isEmpty();
        assertThat(life.complaints()).isEmpty();
    }

    private void repeat(Supplier<Uni<Next>> step) {
        Recurring.start(vertx, life, "step", PAUSE, LIMIT, step);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
