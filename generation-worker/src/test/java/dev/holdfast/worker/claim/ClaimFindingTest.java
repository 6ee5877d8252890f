package dev.holdfast.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.publish.Place;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimFindingTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final UUID GENERATION = new UUID(0, 7);
    private static final UUID CONVERSATION = new UUID(0, 1);
    private static final Position HERE = new Position(new UUID(0, 9), 3, 100);
    private static final Verdict COUNTS = new Verdict.Counts(HERE);
    private static final Verdict LOST = new Verdict.Lost();

    @Test
    void countsWhereNothingWasSaid() {
        assertThat(verdict(1, null)).isEqualTo(COUNTS);
    }

    @Test
    void isLostToAnotherRunThatBeganTheSameAttemptFirst() {
        // given
        ClaimFinding finding = finding(1, null);

        // when
        Optional<Verdict> atOnce = finding.after(Started.TYPE, json(started(1, "other")));

        // then
        assertThat(atOnce).contains(LOST);
    }

    @Test
    void isLostToALaterAttempt() {
        assertThat(verdict(1, null, started(2, "other"))).isEqualTo(LOST);
    }

    @Test
    void isLostAfterTheEnd() {
        assertThat(verdict(2, null, started(1, "first"), completed(1, "first"))).isEqualTo(LOST);
    }

    @Test
    void countsAfterTheAttemptThatItFollows() {
        assertThat(verdict(2, null, started(1, "first"))).isEqualTo(COUNTS);
    }

    @Test
    void isLostToAnEndOfTheRunThatIsKnownToHaveOwnedTheAttemptBefore() {
        assertThat(verdict(2, known(1, "first"), completed(1, "first"))).isEqualTo(LOST);
    }

    @Test
    void countsInSpiteOfAnEndThatDoesNotCount() {
        assertThat(verdict(2, known(1, "first"), completed(1, "stranger"))).isEqualTo(COUNTS);
    }

    @Test
    void isLostToAnEndOfARunThatBeganLateButBeforeIt() {
        // given nobody had begun attempt 1 when attempt 2 was asked for
        assertThat(verdict(2, known(0, null), started(1, "late"), completed(1, "late")))
                .isEqualTo(LOST);
    }

    @Test
    void rulesOnClaimsWhateverTextTheyKeep() {
        Started keeping =
                new Started(
                        CONVERSATION,
                        Instant.EPOCH,
                        GENERATION,
                        2,
                        "other",
                        "w",
                        new Mark(1, 5000));
        assertThat(verdict(2, known(1, "first"), keeping)).isEqualTo(LOST);
    }

    @Test
    void countsWhereItsOwnClaimWasWrittenTwice() {
        assertThat(verdict(1, null, started(1, "own"))).isEqualTo(COUNTS);
    }

    @Test
    void isLostWhereItsOwnClaimWasWrittenTwiceAndAnotherTookOver() {
        assertThat(verdict(1, null, started(1, "own"), started(2, "other"))).isEqualTo(LOST);
    }

    @Test
    void countsWhateverOtherGenerationsSay() {
        Started of =
                new Started(
                        CONVERSATION, Instant.EPOCH, new UUID(0, 8), 1, "other", "w", Mark.NONE);
        assertThat(verdict(1, null, of)).isEqualTo(COUNTS);
    }

    @Test
    void passesOverWhatNoReaderCanRead() {
        // given
        ClaimFinding finding = finding(1, null);

        // then
        assertThat(finding.after(Started.TYPE, bytes("{\"broken"))).isEmpty();
        assertThat(finding.after(Started.TYPE, bytes("{\"type\":\"generation.started\"}")))
                .isEmpty();
        assertThat(finding.after(Started.TYPE, bytes("null"))).isEmpty();
        assertThat(finding.after("message.pinned", bytes("{}"))).isEmpty();
        assertThat(finding.atEnd()).isEqualTo(COUNTS);
    }

    @Test
    void readsNoBodyOfTokens() {
        // given a body that would decide, under the header of one that does not
        ClaimFinding finding = finding(1, null);

        // then
        assertThat(finding.after(Progressed.TYPE, json(started(1, "other")))).isEmpty();
    }

    @Test
    void readsABodyWithoutAHeader() {
        assertThat(finding(1, null).after(null, json(started(1, "other")))).contains(LOST);
    }

    private static Verdict verdict(int attempt, @Nullable Known known, GenerationEvent... said) {
        ClaimFinding finding = finding(attempt, known);
        for (GenerationEvent event : said) {
            finding.after(event.type(), json(event));
        }
        return finding.atEnd();
    }

    private static ClaimFinding finding(int attempt, @Nullable Known known) {
        GenerationRequested request =
                new GenerationRequested(
                        GENERATION,
                        CONVERSATION,
                        new UUID(0, 2),
                        "alice",
                        attempt,
                        new ModelRef("fake", "m"),
                        GenerationOptions.NONE,
                        List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                        Content.EMPTY,
                        null,
                        null,
                        known,
                        Instant.EPOCH);
        return new ClaimFinding(
                JSON, new Claim(request, "own", new Place(3, 100), false), HERE, known);
    }

    private static Known known(int attempt, @Nullable String run) {
        return new Known(HERE.at(50), attempt, run);
    }

    private static Started started(int attempt, String run) {
        return new Started(CONVERSATION, Instant.EPOCH, GENERATION, attempt, run, "w", Mark.NONE);
    }

    private static Ended completed(int attempt, String run) {
        return new Ended(
                CONVERSATION,
                Instant.EPOCH,
                GENERATION,
                attempt,
                run,
                GenerationEvent.End.COMPLETED,
                null,
                Result.of(Content.ofText("text")));
    }

    private static byte[] json(Object said) {
        try {
            return JSON.writeValueAsBytes(said);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
