package dev.holdfast.contracts.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressTest {
    private static final UUID CONVERSATION = UUID.randomUUID();
    private static final UUID GENERATION = UUID.randomUUID();

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergesWithoutChangingTheAnswer(int seed) {
        // given
        List<Progressed> events = randomRun(new Random(seed));
        Answer oneByOne = new Answer();
        events.forEach(oneByOne::add);

        // when
        Progress progress = new Progress(events.getFirst());
        for (Progressed next : events.subList(1, events.size())) {
            assertThat(progress.takes(next)).isTrue();
            progress.add(next);
        }
        Answer merged = new Answer();
        merged.add(progress.merged());

        // then
        assertThat(merged.text()).isEqualTo(oneByOne.text());
        assertThat(merged.reasoning()).isEqualTo(oneByOne.reasoning());
        assertThat(merged.html()).isEqualTo(oneByOne.html());
        assertThat(merged.sources()).isEqualTo(oneByOne.sources());
        assertThat(progress.merged().html()).hasSameSizeAs(oneByOne.html());
    }

    @Test
    void doesNotTakeWhatDoesNotFollow() {
        // given
        Progress progress = new Progress(progressed(1, "a", 0, 0, "Hel", List.of()));

        // then
        assertThat(progress.takes(progressed(1, "a", 4, 3, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(2, "a", 3, 3, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "b", 3, 3, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "a", 3, 0, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "a", 3, 4, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "a", 3, null, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "a", 3, 3, "o", List.of()))).isTrue();
    }

    @Test
    void mergesWhatDoesNotSayWhereItsReasoningBelongs() {
        // given
        Progress progress = new Progress(progressed(1, "a", 0, null, "Hel", List.of()));

        // then
        assertThat(progress.takes(progressed(1, "a", 3, 3, "o", List.of()))).isFalse();
        assertThat(progress.takes(progressed(1, "a", 3, null, "o", List.of()))).isTrue();
        assertThat(progress.merged().reasoningFrom()).isNull();
    }

    @Test
    void saysThatTheAnswerWasBegunAgainWhereAnyPieceDoes() {
        // given
        Progress progress = new Progress(progressed(1, "a", 0, 0, "Hel", List.of()));
        assertThat(progress.merged().anew()).isNull();

        // when
        progress.add(anew(progressed(1, "a", 3, 0, "---", List.of())));
        progress.add(progressed(1, "a", 6, 0, "Hi", List.of()));

        // then
        assertThat(progress.merged().anew()).isTrue();
    }

    private static Progressed anew(Progressed event) {
        return new Progressed(
                event.conversationId(),
                event.at(),
                event.generationId(),
                event.attempt(),
                event.run(),
                event.from(),
                event.reasoningFrom(),
                event.text(),
                event.reasoning(),
                event.html(),
                event.sources(),
                true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changesNothingWhenTheHtmlOfOneEventIsAppliedAgain(int seed) {
        // given
        Answer answer = new Answer();
        for (Progressed each : randomRun(new Random(seed))) {
            // at most one patch of each block, as merging leaves them
            Progressed event = new Progress(each).merged();
            answer.add(event);
            List<String> once = answer.html();

            // when
            Progressed htmlAlone = progressed(1, "a", 0, 0, "", event.html());
            answer.add(htmlAlone);

            // then
            assertThat(answer.html()).isEqualTo(once);
        }
    }

    private static List<Progressed> randomRun(Random random) {
        List<Progressed> events = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            List<HtmlPatch> patches = new ArrayList<>();
            for (int j = 0; j < random.nextInt(4); j++) {
                int block = random.nextInt(blocks.size() + 1);
                int keep =
                        block == blocks.size() ? 0 : random.nextInt(blocks.get(block).length() + 1);
                HtmlPatch patch = new HtmlPatch(block, keep, letters(random));
                patch.applyTo(blocks);
                patches.add(patch);
            }
            String text = letters(random);
            events.add(progressed(1, "a", length, length, text, patches, sources(random)));
            length += text.length();
        }
        return events;
    }

    private static List<Source> sources(Random random) {
        return random.ints(random.nextInt(3), 1, 4)
                .mapToObj(number ->
                        new Source(
                                number,
                                "https://example.com/" + number,
                                random.nextBoolean() ? letters(random) : null,
                                List.of(letters(random)),
                                List.of(new Span(random.nextInt(3), 3))))
                .toList();
    }

    private static String letters(Random random) {
        return random.ints(random.nextInt(6), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Progressed progressed(
            int attempt,
            String run,
            int from,
            @Nullable Integer reasoningFrom,
            String text,
            List<HtmlPatch> html) {
        return progressed(attempt, run, from, reasoningFrom, text, html, List.of());
    }

    private static Progressed progressed(
            int attempt,
            String run,
            int from,
            @Nullable Integer reasoningFrom,
            String text,
            List<HtmlPatch> html,
            List<Source> sources) {
        return new Progressed(
                CONVERSATION,
                Instant.EPOCH,
                GENERATION,
                attempt,
                run,
                from,
                reasoningFrom,
                text,
                text,
                html,
                sources);
    }
}
