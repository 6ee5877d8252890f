package dev.holdfast.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.TitledBy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TitleFindingTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final UUID CONVERSATION = new UUID(0, 1);

    private final TitleFinding finding = new TitleFinding(JSON, CONVERSATION);

    @Test
    void findsTheFirstTitle() throws Exception {
        assertThat(finding.after(ConversationTitled.TYPE, titled(CONVERSATION))).contains(true);
        assertThat(finding.after(null, titled(CONVERSATION))).contains(true);
    }

    @Test
    void findsNothingElse() throws Exception {
        assertThat(finding.after(ConversationTitled.TYPE, titled(new UUID(0, 2)))).isEmpty();
        assertThat(finding.after("generation.ended", titled(CONVERSATION))).isEmpty();
        assertThat(finding.after(ConversationTitled.TYPE, "{".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(finding.atEnd()).isFalse();
    }

    private static byte[] titled(UUID conversation) throws JsonProcessingException {
        return JSON.writeValueAsBytes(
                new ConversationTitled(conversation, Instant.EPOCH, "Tides", TitledBy.MODEL));
    }
}
