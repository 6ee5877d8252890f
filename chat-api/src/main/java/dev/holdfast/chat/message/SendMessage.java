package dev.holdfast.chat.message;

import dev.holdfast.chat.identity.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Has a user's message accepted. */
@ApplicationScoped
public class SendMessage {
    private final AcceptMessage acceptMessage;

    SendMessage(AcceptMessage acceptMessage) {
        this.acceptMessage = acceptMessage;
    }

    Uni<Accepted> send(Call call, UUID conversationId, Draft draft) {
        return acceptMessage.accept(call, conversationId, draft);
    }
}
