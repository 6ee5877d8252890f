package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One generation as a client has it. Guarded by its {@link View}. */
final class Followed {
    private Standing standing = Standing.QUEUED;
    private Answer answer = new Answer();
    private GenerationEvent.@Nullable Ended end;

    /** What is wrong with this event at this place, if anything. */
    Optional<String> take(GenerationEvent event) {
        Ruling ruling = standing.rule(event);
        return switch (ruling) {
            case Ruling.Counts(Standing next) -> {
                standing = next;
                answer.add(event);
                if (event instanceof GenerationEvent.Ended ended) {
                    end = ended;
                }
                yield Optional.empty();
            }
            case Ruling.Gap(Ruling.Part in, int expected, int found) ->
                    Optional.of("gap in " + in + ": has " + expected + ", event follows " + found);
            case Ruling.Ignored(Ruling.Reason reason) ->
                    isOfThisRun(event) ? Optional.of("twice: " + reason) : Optional.empty();
        };
    }

    /** Starts from a state instead of from the beginning. */
    void startFrom(JsonNode snapshot) {
        Status status = Json.read(snapshot.get("status"), Status.class);
        int attempt = snapshot.get("attempt").asInt();
        String run = snapshot.path("run").isTextual() ? snapshot.get("run").asText() : null;
        String text = snapshot.get("text").asText();
        String reasoning = snapshot.path("reasoning").asText();
        standing = new Standing(status, attempt, run, text.length(), reasoning.length(), 0);
        List<HtmlPatch> patches = new ArrayList<>();
        for (JsonNode block : snapshot.get("html")) {
            patches.add(new HtmlPatch(patches.size(), 0, block.asText()));
        }
        answer = new Answer();
        answer.add(
                new GenerationEvent.Progressed(
                        UUID.fromString(snapshot.get("conversationId").asText()),
                        Instant.EPOCH,
                        UUID.fromString(snapshot.get("generationId").asText()),
                        attempt,
                        run,
                        0,
                        0,
                        text,
                        reasoning,
                        patches));
        end = null;
    }

    private boolean isOfThisRun(GenerationEvent event) {
        return event instanceof GenerationEvent.OfRun ofRun
                && ofRun.attempt() == standing.attempt()
                && Objects.equals(ofRun.run(), standing.run());
    }

    GenerationView view() {
        return new GenerationView(
                standing.status(),
                standing.attempt(),
                answer.text(),
                answer.reasoning(),
                answer.html(),
                end);
    }
}
