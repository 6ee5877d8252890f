package dev.holdfast.worker.claim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the claims and ends of one generation up to a claim of ours, as every reader of the log
 * will. What is answered is not followed: whether it fits together says nothing about whose claim
 * counts, so claims are ruled on as if they kept none.
 */
final class ClaimFinding implements Finding<Verdict> {
    private static final Set<String> CLAIMS_AND_ENDS = Set.of(Started.TYPE, Ended.TYPE);

    private final ObjectMapper json;
    private final Started own;
    private final Position position;
    private Standing standing;

    /**
     * @param position of our claim; what is read lies before it
     * @param known what is known of everything before; null if nothing is
     */
    ClaimFinding(ObjectMapper json, Claim claim, Position position, @Nullable Known known) {
        this.json = json;
        this.own = started(claim.request(), claim.request().attempt(), claim.runId());
        this.position = position;
        this.standing = known == null ? Standing.QUEUED : standing(claim.request(), known);
    }

    private static Standing standing(GenerationRequested request, Known known) {
        return known.attempt() == 0
                ? Standing.QUEUED
                : after(Standing.QUEUED, started(request, known.attempt(), known.run()));
    }

    private static Started started(GenerationRequested request, int attempt, @Nullable String run) {
        return new Started(
                request.conversationId(),
                request.requestedAt(),
                request.generationId(),
                attempt,
                run,
                "",
                Mark.NONE);
    }

    @Override
    public Optional<Verdict> after(@Nullable String type, byte[] body) {
        if (type == null || CLAIMS_AND_ENDS.contains(type)) {
            take(body);
        }
        return isLost() ? Optional.of(new Verdict.Lost()) : Optional.empty();
    }

    private void take(byte[] body) {
        try {
            LogEvent said = json.readValue(body, LogEvent.class);
            if (said instanceof GenerationEvent event
                    && event.generationId().equals(own.generationId())) {
                standing = after(standing, keepingNothing(event));
            }
        } catch (IOException | RuntimeException unreadable) {
            // Every reader of the log passes over it, and so it changes nothing.
        }
    }

    private static GenerationEvent keepingNothing(GenerationEvent event) {
        return event instanceof Started said
                ? new Started(
                        said.conversationId(),
                        said.at(),
                        said.generationId(),
                        said.attempt(),
                        said.run(),
                        said.worker(),
                        Mark.NONE)
                : event;
    }

    private static Standing after(Standing standing, GenerationEvent event) {
        return switch (standing.rule(event)) {
            case Ruling.Counts(Standing next) -> next;
            case Ruling.Ignored _, Ruling.Gap _ -> standing;
        };
    }

    private boolean isLost() {
        return switch (standing.rule(own)) {
            case Ruling.Counts _, Ruling.Gap _ -> false;
            // Our own claim, which a producer that was made anew has written twice.
            case Ruling.Ignored(var reason) -> reason != Ruling.Reason.REPEATED;
        };
    }

    @Override
    public Verdict atEnd() {
        return isLost() ? new Verdict.Lost() : new Verdict.Counts(position);
    }
}
