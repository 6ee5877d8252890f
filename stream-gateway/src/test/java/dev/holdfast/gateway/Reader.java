package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.replay.LogJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a client makes of the events it gets, by the contract's own fold. Everything that is not
 * progress is written down, so that nothing may come twice or be missing.
 */
final class Reader {
    private final Map<UUID, Standing> standings = new HashMap<>();
    private final Map<UUID, Answer> answers = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    void take(JsonNode json) {
        LogEvent event;
        try {
            event = LogJson.MAPPER.treeToValue(json, LogEvent.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        if (!(event instanceof GenerationEvent.Progressed)) {
            told.add(json.toString());
        }
        if (event instanceof GenerationEvent ofGeneration) {
            UUID id = ofGeneration.generationId();
            Ruling ruling = standings.getOrDefault(id, Standing.QUEUED).rule(ofGeneration);
            assertThat(ruling).as("%s", json).isInstanceOf(Ruling.Counts.class);
            standings.put(id, ((Ruling.Counts) ruling).next());
            answers.computeIfAbsent(id, _ -> new Answer()).add(ofGeneration);
        }
    }

    String text(UUID generation) {
        return content(generation).text();
    }

    Content content(UUID generation) {
        return Objects.requireNonNull(answers.get(generation), "nothing of it was heard").content();
    }

    /** Every event but progress, in the order of arrival. */
    List<String> told() {
        return told;
    }
}
