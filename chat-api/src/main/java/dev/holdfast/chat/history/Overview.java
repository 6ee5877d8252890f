package dev.holdfast.chat.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.chat.conversation.ConversationPage;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list; the first one stands at a position of the log.
 *
 * @param next what to send as {@code before} for the page after this one; absent on the last
 * @param running what is queued or running in any of the user's conversations; on the first page
 * @param cursor what to resume the stream with, so that nothing is missed; on the first page, and
 *     absent there too while the log was never reached
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        examples =
                """
                {"conversations": [{"id": "0193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d", "title": "Sorting in Java",
                  "pinned": false, "updatedAt": "2026-11-22T11:17:25.123Z"}],
                 "next": "AAABk6WwalQBk6WwalR8wY0-L2odKzxN", "running": [],
                 "cursor": "kX5Jq0oVQ1y2mZ8nT3bRZw.7.1042"}\
                """)
public record Overview(
        List<ConversationView> conversations,
        @Nullable String next,
        @Nullable List<Running> running,
        @Nullable @Schema(description = "Opaque; the stream goes on from here") String cursor) {

    /**
     * Enough to tell which events of the log count for it; its text comes with a snapshot.
     *
     * @param run absent while it is queued
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Running(
            UUID generationId,
            UUID conversationId,
            UUID messageId,
            Status status,
            int attempt,
            @Nullable String run) {

        static Running of(Generation generation) {
            return new Running(
                    generation.id(),
                    generation.conversationId(),
                    generation.messageId(),
                    generation.standing().status(),
                    generation.standing().attempt(),
                    generation.standing().run());
        }
    }

    static Overview of(ConversationPage page) {
        return new Overview(page.conversations(), page.next(), null, null);
    }
}
