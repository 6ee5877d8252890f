package dev.holdfast.contracts.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Opaque;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.content.ToolState;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<Progressed> events = new Writer(new Random(seed)).run();
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
        assertThat(merged.content()).isEqualTo(oneByOne.content());
        assertThat(merged.mark()).isEqualTo(oneByOne.mark());
        assertThat(progress.merged().pieces()).doesNotHaveDuplicates();
        assertThat(progress.merged().pieces().stream().map(Piece::part)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsMergedWhereTheEventsCountOneByOne(int seed) {
        // given
        List<Progressed> events = new Writer(new Random(seed)).run();
        Standing begun = new Standing(Standing.QUEUED.status(), 1, "a", Standing.QUEUED.mark(), 0);
        Standing oneByOne = begun;
        for (Progressed event : events) {
            oneByOne = counted(oneByOne, event);
        }

        // when
        Progress progress = new Progress(events.getFirst());
        events.subList(1, events.size()).forEach(progress::add);

        // then
        assertThat(counted(begun, progress.merged())).isEqualTo(oneByOne);
    }

    @Test
    void doesNotTakeWhatDoesNotFollow() {
        // given
        Progress progress = new Progress(progressed(1, "a", text(0, 0, "Hel")));

        // then
        assertThat(progress.takes(progressed(1, "a", text(0, 4, "o")))).isFalse();
        assertThat(progress.takes(progressed(1, "a", text(0, 0, "Hel")))).isFalse();
        assertThat(progress.takes(progressed(2, "a", text(0, 3, "o")))).isFalse();
        assertThat(progress.takes(progressed(1, "b", text(0, 3, "o")))).isFalse();
        assertThat(progress.takes(progressed(1, "a", text(1, 1, "o")))).isFalse();
        assertThat(progress.takes(progressed(1, "a", text(2, 0, "o")))).isFalse();
        assertThat(progress.takes(progressed(1, "a", text(0, 3, "o")))).isTrue();
        assertThat(progress.takes(progressed(1, "a", text(1, 0, "o")))).isTrue();
    }

    static List<List<Piece>> misfitting() {
        return List.of(
                List.of(html(0, 3, 0, 0, "Hel"), html(0, 3, 0, 4, "o")),
                List.of(html(0, 3, 0, -1, "Hel"), html(0, 3, 0, Integer.MAX_VALUE, "o")),
                List.of(text(0, 3, "lo"), new Piece.Reasoning(0, 5, "Hm", null)),
                List.of(new Piece.Reasoning(1, 0, "Hm", null), text(1, 2, "lo")));
    }

    @ParameterizedTest
    @MethodSource("misfitting")
    void refusesWhatItsWriterMayNotSay(List<Piece> pieces) {
        // given
        Progress progress = new Progress(progressed(1, "a", text(0, 0, "Hel")));
        progress.add(progressed(1, "a", pieces.getFirst()));
        Progressed next = progressed(1, "a", pieces.getLast());
        assertThat(progress.takes(next)).isTrue();

        // when / then
        assertThatThrownBy(() -> progress.add(next)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesCitationsAloneBeforeAndAfterAnything() {
        // given
        Progress progress =
                new Progress(cited(new Citation(1, "https://a", null, List.of(), List.of())));

        // then
        assertThat(progress.takes(progressed(1, "a", text(0, 3, "o")))).isTrue();
        progress.add(progressed(1, "a", text(0, 3, "o")));
        assertThat(progress.takes(cited(new Citation(2, "https://b", null, List.of(), List.of()))))
                .isTrue();
    }

    @Test
    void saysThatTheAnswerWasBegunAgainWhereAnyPieceDoes() {
        // given
        Progress progress = new Progress(progressed(1, "a", text(0, 0, "Hel")));
        assertThat(progress.merged().anew()).isNull();

        // when
        progress.add(event(1, "a", List.of(text(0, 3, "---")), List.of(), true));
        progress.add(progressed(1, "a", text(0, 6, "Hi")));

        // then
        assertThat(progress.merged().anew()).isTrue();
    }

    @Test
    void tellsTheSizeOfWhatItGathered() {
        // given
        Progress progress = new Progress(progressed(1, "a", text(0, 0, "Hel")));

        // when
        progress.add(progressed(1, "a", text(0, 3, "lo")));
        progress.add(cited(new Citation(1, "https://a", null, List.of(), List.of())));

        // then
        assertThat(progress.size()).isEqualTo("Hello".length() + "https://a".length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changesNothingWhenWhatHasNoCharactersIsAddedAgain(int seed) {
        // given
        Answer answer = new Answer();
        for (Progressed each : new Writer(new Random(seed)).run()) {
            answer.add(each);
            var once = answer.content();

            // when
            answer.add(
                    event(
                            1,
                            "a",
                            each.pieces().stream().map(ProgressTest::withoutCharacters).toList(),
                            each.citations(),
                            null));

            // then
            assertThat(answer.content()).isEqualTo(once);
        }
    }

    private static Piece withoutCharacters(Piece piece) {
        return switch (piece) {
            case Piece.Text(int part, int from, String _, var html) ->
                    new Piece.Text(part, from, "", html);
            case Piece.Reasoning(int part, int from, String _, Opaque opaque) ->
                    new Piece.Reasoning(part, from, "", opaque);
            case Piece.ToolCall(int part, var id, var name, int from, String _, var state) ->
                    new Piece.ToolCall(part, id, name, from, "", state);
            case Piece.ToolResult _, Piece.Attachment _, Piece.Unrecognised _ -> piece;
        };
    }

    private static Standing counted(Standing standing, Progressed event) {
        Ruling ruling = standing.rule(event);
        assertThat(ruling).as("%s", event).isInstanceOf(Ruling.Counts.class);
        return ((Ruling.Counts) ruling).next();
    }

    /** Writes as a worker does: one part after the other, several pieces in an event. */
    private static final class Writer {
        private final Random random;
        private final List<String> blocks = new ArrayList<>();
        private int part = -1;
        private String kind = "";
        private int length;
        private int lastCall = -1;

        Writer(Random random) {
            this.random = random;
        }

        List<Progressed> run() {
            List<Progressed> events = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(30); i++) {
                List<Piece> pieces = new ArrayList<>();
                for (int j = 0; j <= random.nextInt(3); j++) {
                    pieces.add(piece());
                }
                // As a worker's event has them: at most one piece of each part.
                events.add(new Progress(event(1, "a", pieces, citations(), null)).merged());
            }
            return events;
        }

        private Piece piece() {
            if (lastCall >= 0 && random.nextInt(8) == 0) {
                return new Piece.ToolCall(lastCall, null, null, 0, "", ToolState.DONE);
            }
            if (part < 0 || random.nextInt(4) == 0) {
                return opened();
            }
            if (kind.equals("whole")) {
                return opened();
            }
            String more = letters(random);
            int from = length;
            length += more.length();
            return switch (kind) {
                case "text" -> new Piece.Text(part, from, more, patches());
                case "reasoning" -> new Piece.Reasoning(part, from, more, state());
                default -> new Piece.ToolCall(part, null, null, from, more, callState());
            };
        }

        private Piece opened() {
            part++;
            blocks.clear();
            kind = List.of("text", "reasoning", "call", "whole").get(random.nextInt(4));
            length = kind.equals("text") || kind.equals("reasoning") ? 1 : 0;
            lastCall = kind.equals("call") ? part : lastCall;
            return switch (kind) {
                case "text" -> new Piece.Text(part, 0, "t", patches());
                case "reasoning" -> new Piece.Reasoning(part, 0, "r", state());
                case "call" ->
                        new Piece.ToolCall(part, "c" + part, "search", 0, "", ToolState.WRITING);
                default ->
                        new Piece.ToolResult(
                                part, "c", List.of(new Part.Text("r", List.of())), false);
            };
        }

        private ToolState callState() {
            return List.of(ToolState.WRITING, ToolState.WAITING, ToolState.RUNNING)
                    .get(random.nextInt(3));
        }

        private @Nullable Opaque state() {
            return random.nextInt(4) == 0
                    ? new Opaque("anthropic", Map.of("signature", "s" + random.nextInt(9)))
                    : null;
        }

        private List<HtmlPatch> patches() {
            List<HtmlPatch> patches = new ArrayList<>();
            for (int j = 0; j < random.nextInt(4); j++) {
                int block = random.nextInt(blocks.size() + 1);
                int keep =
                        block == blocks.size() ? 0 : random.nextInt(blocks.get(block).length() + 1);
                HtmlPatch patch = new HtmlPatch(block, keep, letters(random));
                patch.applyTo(blocks);
                patches.add(patch);
            }
            return HtmlPatch.merge(List.of(), patches);
        }

        private List<Citation> citations() {
            return random.ints(random.nextInt(3), 1, 4)
                    .mapToObj(number ->
                            new Citation(
                                    number,
                                    "https://example.com/" + number,
                                    random.nextBoolean() ? letters(random) : null,
                                    List.of(letters(random)),
                                    List.of(new Span(0, random.nextInt(3), 3))))
                    .toList();
        }
    }

    private static String letters(Random random) {
        return random.ints(random.nextInt(6), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Piece text(int part, int from, String text) {
        return new Piece.Text(part, from, text, List.of());
    }

    private static Piece html(int part, int from, int block, int keep, String add) {
        return new Piece.Text(part, from, "", List.of(new HtmlPatch(block, keep, add)));
    }

    private static Progressed progressed(int attempt, String run, Piece... pieces) {
        return event(attempt, run, List.of(pieces), List.of(), null);
    }

    private static Progressed cited(Citation... citations) {
        return event(1, "a", List.of(), List.of(citations), null);
    }

    private static Progressed event(
            int attempt,
            String run,
            List<Piece> pieces,
            List<Citation> citations,
            @Nullable Boolean anew) {
        return new Progressed(
                CONVERSATION, Instant.EPOCH, GENERATION, attempt, run, pieces, citations, anew);
    }
}
