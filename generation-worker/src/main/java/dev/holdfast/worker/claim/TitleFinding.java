package dev.holdfast.worker.claim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.LogEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a conversation has been given a title. */
final class TitleFinding implements Finding<Boolean> {
    private final ObjectMapper json;
    private final UUID conversationId;

    TitleFinding(ObjectMapper json, UUID conversationId) {
        this.json = json;
        this.conversationId = conversationId;
    }

    @Override
    public Optional<Boolean> after(@Nullable String type, byte[] body) {
        boolean mayBe = type == null || type.equals(ConversationTitled.TYPE);
        return mayBe && isIt(body) ? Optional.of(true) : Optional.empty();
    }

    private boolean isIt(byte[] body) {
        try {
            return json.readValue(body, LogEvent.class) instanceof ConversationTitled titled
                    && titled.conversationId().equals(conversationId);
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    @Override
    public Boolean atEnd() {
        return false;
    }
}
