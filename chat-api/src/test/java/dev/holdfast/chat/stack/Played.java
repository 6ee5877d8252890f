package dev.holdfast.chat.stack;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent.Alive;
import dev.holdfast.contracts.log.GenerationEvent.End;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Released;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.contracts.log.Timing;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one run. What it writes is one text, unless the test says otherwise. */
public record Played(UUID conversation, UUID generation, int attempt, String run) {

    /**
     * @param keeps of a first part
     */
    public Started started(int keeps) {
        return started(keeps == 0 ? Mark.NONE : new Mark(1, keeps));
    }

    public Started started(Mark keeps) {
        return new Started(conversation, Instant.now(), generation, attempt, run, "played", keeps);
    }

    public Released released() {
        return new Released(conversation, Instant.now(), generation, attempt, run);
    }

    public Alive alive(int beat) {
        return new Alive(conversation, Instant.now(), generation, attempt, run, beat);
    }

    public Progressed progressed(int from, String text) {
        return grown(new Piece.Text(0, from, text, List.of(new HtmlPatch(0, from, text))));
    }

    public Progressed grown(Piece... pieces) {
        return progressed(List.of(pieces), List.of());
    }

    /** A citation, without text. */
    public Progressed cited(Citation... citations) {
        return progressed(List.of(), List.of(citations));
    }

    private Progressed progressed(List<Piece> pieces, List<Citation> citations) {
        return new Progressed(
                conversation, Instant.now(), generation, attempt, run, pieces, citations, null);
    }

    public Ended failed(Problem problem) {
        return failed("", problem);
    }

    public Ended failed(String text, Problem problem) {
        return ended(End.FAILED, problem, Result.of(Content.ofText(text)));
    }

    public Ended stopped(String text) {
        return ended(End.STOPPED, null, Result.of(Content.of(written(text))));
    }

    /** With a thought before the text. */
    public Ended completed(String text, Citation... citations) {
        return ended(
                End.COMPLETED,
                null,
                new Result(
                        new Content(
                                List.of(new Part.Reasoning("because", null), written(text)),
                                List.of(citations)),
                        new Usage(1, 2, null, null),
                        FinishReason.STOP,
                        new Timing(10L, 20L)));
    }

    private static Part written(String text) {
        return new Part.Text(text, List.of(text));
    }

    private Ended ended(End end, @Nullable Problem problem, Result result) {
        return new Ended(
                conversation, Instant.now(), generation, attempt, run, end, problem, result);
    }
}
