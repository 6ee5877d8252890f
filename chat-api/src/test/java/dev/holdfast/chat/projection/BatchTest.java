package dev.holdfast.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.projection.Batch.Span;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.TitledBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final UUID LOG = UUID.randomUUID();

    @Test
    void movesThePositionsOfBothHalvesToWhereTheWholeWouldMoveThem() {
        Batch batch =
                new Batch(
                        LOG,
                        new TreeMap<>(Map.of(0, new Span(10, 15), 1, new Span(3, 4))),
                        List.of(
                                record(0, 11, "a", titled("one")),
                                record(0, 13, "a", titled("two")),
                                record(1, 3, "b", titled("three"))));
        List<Batch> halves = batch.halves();
        assertThat(halves.getFirst().spans()).containsExactly(Map.entry(0, new Span(10, 12)));
        assertThat(halves.getLast().spans())
                .containsExactly(Map.entry(0, new Span(12, 15)), Map.entry(1, new Span(3, 4)));
        assertThat(halves.getFirst().records()).hasSize(1);
        assertThat(halves.getLast().records()).hasSize(2);
    }

    @Test
    void hasTheLastWordOnEachSubjectOfEachOwner() {
        ConversationTitled early = titled("early");
        ConversationTitled late =
                new ConversationTitled(early.conversationId(), early.at(), "late", TitledBy.MODEL);
        Batch batch =
                batch(record(0, 0, "a", early), record(0, 1, "b", early), record(0, 2, "a", late));
        assertThat(batch.newest(ConversationTitled.class, said -> List.of(said.conversationId())))
                .containsExactlyInAnyOrder(new Said<>("a", late), new Said<>("b", early));
        assertThat(batch.newest(KeyChecked.class, said -> List.of(said.provider()))).isEmpty();
    }

    private static Batch batch(LogRecord... records) {
        return new Batch(LOG, new TreeMap<>(), List.of(records));
    }

    private static LogRecord record(int partition, long offset, String owner, LogEvent event) {
        return new LogRecord(partition, offset, owner, event);
    }

    private static ConversationTitled titled(String title) {
        return new ConversationTitled(UUID.randomUUID(), Instant.EPOCH, title, TitledBy.MODEL);
    }
}
