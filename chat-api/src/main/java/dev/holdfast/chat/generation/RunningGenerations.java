package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Reader;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.GenerationSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What there is of answers that are being written. */
@ApplicationScoped
public class RunningGenerations {
    private final AnswerRows answers;
    private final Generations generations;

    RunningGenerations(AnswerRows answers, Generations generations) {
        this.answers = answers;
        this.generations = generations;
    }

    /** Those of one conversation, the queued ones among them, oldest first. */
    public Uni<List<GenerationSnapshot>> list(Reader reader, String owner, UUID conversationId) {
        return generations
                .openOf(reader, owner, conversationId)
                .chain(open ->
                        answers.read(reader, open.stream().map(Generation::id).toList())
                                .map(contents ->
                                        open.stream()
                                                .map(each ->
                                                        each.snapshot(
                                                                contents.getOrDefault(
                                                                        each.id(), Content.EMPTY)))
                                                .toList()));
    }

    /** Of one whose row the caller has locked: as much as its standing counts. */
    Uni<Content> written(Reader reader, Generation generation) {
        return answers.read(reader, List.of(generation.id()))
                .map(contents -> contents.getOrDefault(generation.id(), Content.EMPTY))
                .map(content -> Written.upTo(generation.standing().mark(), content));
    }
}
