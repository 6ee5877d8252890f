package dev.holdfast.contracts.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.Conformance;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event of every case that counts, read again at every later place: it is no gap and changes
 * nothing, and everything after it is ruled as without it.
 */
class ReadTwiceTest {

    static List<Path> cases() {
        return Conformance.files("fold");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesNothing(Path file) throws Exception {
        // given
        List<JsonNode> steps = new ArrayList<>();
        Conformance.read(file).get("events").forEach(steps::add);
        Reader once = new Reader();
        for (JsonNode step : steps) {
            once.read(step.get("event"));
        }

        for (int repeated = 0; repeated < steps.size(); repeated++) {
            JsonNode event = steps.get(repeated).get("event");
            if (!once.rulings.get(repeated).equals("counts")) {
                continue;
            }
            for (int after = repeated + 1; after <= steps.size(); after++) {
                // when
                Reader twice = new Reader();
                for (int i = 0; i < after; i++) {
                    twice.read(steps.get(i).get("event"));
                }
                Reader before = twice.copyOfState();
                String ruling = twice.read(event);

                // then
                String what = "event %d again after %d: %s".formatted(repeated, after, event);
                assertThat(ruling).as(what).isNotEqualTo("gap");
                if (isRecognised(event)) {
                    assertThat(ruling).as(what).isNotEqualTo("counts");
                }
                assertThat(twice.standing).as(what).isEqualTo(before.standing);
                assertThat(twice.state()).as(what).isEqualTo(before.state());
                twice.rulings.removeLast();
                for (int i = after; i < steps.size(); i++) {
                    twice.read(steps.get(i).get("event"));
                }
                assertThat(twice.rulings).as(what).isEqualTo(once.rulings);
                assertThat(twice.state()).as(what).isEqualTo(once.state());
            }
        }
    }

    /** Whether it is dropped when it comes again, and not merely without effect. */
    private static boolean isRecognised(JsonNode event) {
        return switch (event.get("type").asText()) {
            case GenerationEvent.Queued.TYPE -> false;
            case GenerationEvent.Alive.TYPE -> event.has("beat");
            case GenerationEvent.Progressed.TYPE -> addsToAPart(event);
            default -> true;
        };
    }

    private static boolean addsToAPart(JsonNode progressed) {
        for (JsonNode piece : progressed.path("pieces")) {
            boolean adds =
                    switch (piece.get("type").asText()) {
                        case "text", "reasoning" -> !piece.path("text").asText().isEmpty();
                        case "tool-call" -> !piece.path("input").asText().isEmpty();
                        case "tool-result", "attachment" -> true;
                        default -> false;
                    };
            if (adds) {
                return true;
            }
        }
        return false;
    }

    private static final class Reader {
        private final List<String> rulings = new ArrayList<>();
        private final List<GenerationEvent> counted = new ArrayList<>();
        private Standing standing = Standing.QUEUED;
        private Answer answer = new Answer();

        String read(JsonNode json) throws Exception {
            GenerationEvent event =
                    (GenerationEvent) Conformance.JSON.treeToValue(json, LogEvent.class);
            Ruling ruling = standing.rule(event);
            rulings.add(FoldConformanceTest.word(ruling));
            if (ruling instanceof Ruling.Counts(Standing next)) {
                standing = next;
                answer.add(event);
                counted.add(event);
            }
            return rulings.getLast();
        }

        Reader copyOfState() {
            Reader copy = new Reader();
            copy.standing = standing;
            counted.forEach(copy.answer::add);
            return copy;
        }

        List<Object> state() {
            return List.of(standing, answer.content());
        }
    }
}
