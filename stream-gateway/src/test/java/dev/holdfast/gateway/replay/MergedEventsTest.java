package dev.holdfast.gateway.replay;

import static dev.holdfast.gateway.TestEvents.logged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.TestEvents.Run;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergedEventsTest {
    private final MergedEvents merged = new MergedEvents();
    private final UUID conversation = TestEvents.newId();

    private void add(LogEvent event) {
        merged.add(Entry.of(logged(0, "alice", event)));
    }

    private JsonNode events() throws Exception {
        return LogJson.MAPPER.readTree("[" + merged.json() + "]");
    }

    @Test
    void copiesASingleEventAsItLiesInTheLog() {
        // given
        String unusual = "{ \"type\":\"generation.later\", \"unknown\" : 1.50 }";
        merged.add(
                new Entry(
                        0,
                        0,
                        null,
                        null,
                        null,
                        false,
                        unusual.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        // when / then
        assertThat(merged.json()).isEqualTo(unusual);
    }

    @Test
    void mergesProgressThatFollowsProgress() throws Exception {
        // given
        Run run = new Run(conversation);
        add(run.started());
        add(run.progressed("Hel"));
        add(run.progressed("lo "));
        add(run.progressed("world"));
        add(run.completed());

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(3);
        assertThat(events.at("/1/type").asText()).isEqualTo("generation.progressed");
        assertThat(events.at("/1/pieces")).hasSize(1);
        assertThat(events.at("/1/pieces/0/from").asInt()).isZero();
        assertThat(events.at("/1/pieces/0/text").asText()).isEqualTo("Hello world");
        assertThat(events.at("/1/pieces/0/html")).hasSize(1);
        assertThat(events.at("/1/pieces/0/html/0/add").asText()).isEqualTo("Hello world");
    }

    @Test
    void saysWhereMergedReasoningBelongs() throws Exception {
        // given
        Run run = new Run(conversation);
        run.started();
        run.reasoned("earlier ");
        add(run.reasoned("First "));
        add(run.reasoned("second."));
        add(run.progressed("A"));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(1);
        assertThat(events.at("/0/pieces")).hasSize(2);
        assertThat(events.at("/0/pieces/0/part").asInt()).isZero();
        assertThat(events.at("/0/pieces/0/from").asInt()).isEqualTo("earlier ".length());
        assertThat(events.at("/0/pieces/0/text").asText()).isEqualTo("First second.");
        assertThat(events.at("/0/pieces/1/part").asInt()).isEqualTo(1);
        assertThat(events.at("/0/pieces/1/text").asText()).isEqualTo("A");
    }

    @Test
    void keepsTheOrderInWhichPartsWereSaid() throws Exception {
        // given
        Run run = new Run(conversation);
        run.started();
        add(run.reasoned("Hm."));
        add(run.progressed("A"));
        add(run.progressed("B"));
        add(run.reasoned("Wait."));
        add(run.progressed("C"));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(1);
        assertThat(events.at("/0/pieces"))
                .extracting(piece -> piece.path("text").asText())
                .containsExactly("Hm.", "AB", "Wait.", "C");
        assertThat(events.at("/0/pieces"))
                .extracting(piece -> piece.path("part").asInt())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void mergesNoReasoningThatIsThereAlready() throws Exception {
        // given
        Run run = new Run(conversation);
        run.started();
        Progressed first = run.reasoned("First ");
        add(first);
        add(first);

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/0/pieces/0/text").asText()).isEqualTo("First ");
    }

    @Test
    void mergesAcrossEventsOfOtherGenerations() throws Exception {
        // given
        Run one = new Run(conversation);
        Run other = new Run(conversation);
        add(one.progressed("a"));
        add(other.progressed("1"));
        add(one.progressed("b"));
        add(other.progressed("2"));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/0/pieces/0/text").asText()).isEqualTo("ab");
        assertThat(events.at("/1/pieces/0/text").asText()).isEqualTo("12");
    }

    @Test
    void mergesNothingAcrossAnotherEventOfTheGeneration() throws Exception {
        // given
        Run run = new Run(conversation);
        run.started();
        add(run.progressed("a"));
        add(run.alive());
        add(run.progressed("b"));
        add(run.started());
        add(run.progressed("c"));

        // when / then
        assertThat(events())
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "generation.progressed",
                        "generation.alive",
                        "generation.progressed",
                        "generation.started",
                        "generation.progressed");
    }

    @Test
    void passesOnAPatchThatDoesNotFitAsItIs() throws Exception {
        // given
        Run run = new Run(conversation);
        add(run.progressed("a"));
        add(run.progressed("b"));
        add(
                withPieces(
                        run.progressed("c"),
                        new Piece.Text(0, 2, "c", List.of(new HtmlPatch(0, 1000, "c")))));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/0/pieces/0/text").asText()).isEqualTo("ab");
        assertThat(events.at("/0/pieces/0/html/0/add").asText()).isEqualTo("ab");
        assertThat(events.at("/1/pieces/0/html/0/keep").asInt()).isEqualTo(1000);
    }

    @Test
    void passesOnAPieceOfAnotherTypeAsItIs() throws Exception {
        // given
        Run run = new Run(conversation);
        add(run.progressed("a"));
        add(run.progressed("b"));
        add(run.ofAnotherType());

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/0/pieces/0/text").asText()).isEqualTo("ab");
        assertThat(events.at("/1/pieces/0/type").asText()).isEqualTo("reasoning");
    }

    @Test
    void passesOnAsItIsWhatFollowsAnEventThatContradictsItself() throws Exception {
        // given
        Run run = new Run(conversation);
        add(
                withPieces(
                        run.progressed("a"),
                        new Piece.Text(0, 0, "a", List.of()),
                        new Piece.Reasoning(0, 1, "b", null)));
        add(run.progressed("c"));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/0/pieces")).hasSize(2);
        assertThat(events.at("/1/pieces/0/text").asText()).isEqualTo("c");
    }

    private static Progressed withPieces(Progressed event, Piece... pieces) {
        return new Progressed(
                event.conversationId(),
                event.at(),
                event.generationId(),
                event.attempt(),
                event.run(),
                List.of(pieces),
                List.of(),
                null);
    }

    @Test
    void leavesAGapVisible() throws Exception {
        // given
        Run run = new Run(conversation);
        add(run.progressed("a"));
        run.progressed("lost");
        add(run.progressed("c"));

        // when
        JsonNode events = events();

        // then
        assertThat(events).hasSize(2);
        assertThat(events.at("/1/pieces/0/from").asInt()).isEqualTo(5);
    }
}
