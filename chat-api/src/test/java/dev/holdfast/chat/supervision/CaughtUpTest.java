package dev.holdfast.chat.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaughtUpTest {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final CaughtUp caughtUp = new CaughtUp(TOLERANCE);
    private long now = Duration.ofDays(1).toNanos();

    @Test
    void trustsAPartitionAfterALeaseOfKeepingUp() {
        // when
        looksFor(Duration.ofMillis(3_750), 10, 10);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
        // when
        looksFor(Duration.ofMillis(500), 10, 10);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).containsExactly(0);
    }

    @Test
    void trustsAProjectionThatIsAlwaysALittleBehindAGrowingLog() {
        // when the end moves on at each look and the projection reaches the one before
        for (int i = 1; i <= 20; i++) {
            look(100L * i, 100L * (i - 1), Duration.ZERO);
        }
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).containsExactly(0);
    }

    @Test
    void doesNotTrustAProjectionThatStandsStill() {
        // given
        looksFor(Duration.ofSeconds(5), 10, 10);
        // when
        looksFor(Duration.ofMillis(1_500), 11, 10);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
        // and when it has just caught up
        looksFor(Duration.ofSeconds(1), 11, 11);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
    }

    @Test
    void beginsAnewAfterThisProcessWasSuspended() {
        // given
        looksFor(Duration.ofSeconds(5), 10, 10);
        // when
        now += Duration.ofSeconds(30).toNanos();
        // then nothing is judged by the look before the suspension
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
        // nor by the first one after it
        look(10, 10, Duration.ZERO);
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
    }

    @Test
    void beginsAnewAfterTheBrokerWasSlowToAnswer() {
        // given
        looksFor(Duration.ofSeconds(5), 10, 10);
        // when
        look(10, 10, Duration.ofSeconds(2));
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
    }

    @Test
    void beginsAnewAfterTheBrokerDidNotAnswer() {
        // given
        looksFor(Duration.ofSeconds(5), 10, 10);
        // when
        caughtUp.forget();
        look(10, 10, Duration.ZERO);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
    }

    @Test
    void forgetsAPartitionThatAnotherInstanceTookMeanwhile() {
        // given
        looksFor(Duration.ofSeconds(5), 10, 10);
        // when
        caughtUp.look(now, now, Map.of(), Map.of());
        look(10, 10, Duration.ZERO);
        // then
        assertThat(caughtUp.forAtLeast(LEASE, now)).isEmpty();
    }

    @Test
    void knowsThroughWhichInstantEverythingIsStored() {
        // given
        look(10, 9, Duration.ZERO);
        long before = now;
        // then
        assertThat(caughtUp.isThrough(0, before - 1)).isFalse();
        // when
        look(12, 10, Duration.ZERO);
        // then what was asked for at the first look is there, and no more
        assertThat(caughtUp.isThrough(0, before - Duration.ofMillis(250).toNanos())).isTrue();
        assertThat(caughtUp.isThrough(0, now)).isFalse();
    }

    private void looksFor(Duration span, long end, long projected) {
        for (long i = 0; i < span.toMillis() / 250; i++) {
            look(end, projected, Duration.ZERO);
        }
    }

    /** One look and the pause after it. */
    private void look(long end, long projected, Duration answeredAfter) {
        long asked = now;
        now += answeredAfter.toNanos();
        caughtUp.look(asked, now, Map.of(0, end), Map.of(0, projected));
        now += Duration.ofMillis(250).toNanos();
    }
}
