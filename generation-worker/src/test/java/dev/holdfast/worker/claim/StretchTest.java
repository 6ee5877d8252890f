package dev.holdfast.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.publish.Place;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final UUID TOPIC = new UUID(0, 9);
    private static final LookBackConfig CONFIG = new Limits();

    @Test
    void beginsWhereTheAskerKnewTheLog() {
        assertThat(before(known(TOPIC, 3, 9_990), false).from()).isEqualTo(9_990);
    }

    @Test
    void isBoundedForARequestThatNothingSaysCameBefore() {
        Stretch stretch = before(known(TOPIC, 3, 17), false);
        assertThat(stretch.from()).isEqualTo(9_900);
        assertThat(stretch.known()).as("still tells who owned what lies before").isNotNull();
    }

    @Test
    void isWholeForARequestThatMayHaveComeBefore() {
        assertThat(before(known(TOPIC, 3, 17), true).from()).isEqualTo(17);
    }

    @Test
    void isBoundedWhereTheAskerDidNotKnow() {
        assertThat(before(null, false).from()).isEqualTo(9_900);
        assertThat(before(null, true).from()).isEqualTo(9_000);
    }

    @Test
    void trustsNoOffsetOfAnotherLog() {
        for (Known strange :
                List.of(
                        known(new UUID(0, 8), 3, 9_990),
                        known(TOPIC, 4, 9_990),
                        known(TOPIC, 3, 10_001))) {
            Stretch stretch = before(strange, false);
            assertThat(stretch.from()).isEqualTo(9_900);
            assertThat(stretch.known()).isNull();
        }
    }

    @Test
    void doesNotBeginBeforeTheLogDoes() {
        Claim first = new Claim(request(null), "own", new Place(3, 5), false);
        assertThat(Stretch.before(first, TOPIC, CONFIG).from()).isZero();
    }

    private static Stretch before(@Nullable Known known, boolean mayRepeat) {
        Claim claim = new Claim(request(known), "own", new Place(3, 10_000), mayRepeat);
        return Stretch.before(claim, TOPIC, CONFIG);
    }

    private static Known known(UUID topic, int partition, long offset) {
        return Known.ofNew(new Position(topic, partition, offset));
    }

    private static GenerationRequested request(@Nullable Known known) {
        return new GenerationRequested(
                new UUID(0, 7),
                new UUID(0, 1),
                new UUID(0, 2),
                "alice",
                1,
                new ModelRef("fake", "m"),
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                Content.EMPTY,
                null,
                null,
                known,
                Instant.EPOCH);
    }

    private record Limits() implements LookBackConfig {
        @Override
        public long records() {
            return 100;
        }

        @Override
        public long recordsOfRepeats() {
            return 1_000;
        }

        @Override
        public long bytes() {
            return 1_000;
        }
    }
}
