package dev.holdfast.chat.message;

import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.message.Acceptance.Blocked;
import dev.holdfast.chat.message.Acceptance.Done;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Has a user's message accepted. Readers follow the log, and the database is a moment behind it:
 * where an answer that is open in the database is in the way, the database is given time to get to
 * where the log was, outside of any transaction, and the message is tried once more. So a model
 * hears what the reader saw.
 */
@ApplicationScoped
public class SendMessage {
    private final AcceptMessage acceptMessage;
    private final AwaitProjection awaitProjection;

    SendMessage(AcceptMessage acceptMessage, AwaitProjection awaitProjection) {
        this.acceptMessage = acceptMessage;
        this.awaitProjection = awaitProjection;
    }

    Uni<Accepted> send(Call call, UUID conversationId, Draft draft) {
        return acceptMessage
                .accept(call, conversationId, draft)
                .chain(first ->
                        switch (first) {
                            case Done(var accepted) -> Uni.createFrom().item(accepted);
                            case Blocked blocked ->
                                    awaitProjection
                                            .caughtUp(call.owner(), blocked.generation())
                                            .chain(caughtUp ->
                                                    again(call, conversationId, draft, caughtUp));
                        });
    }

    private Uni<Accepted> again(Call call, UUID conversationId, Draft draft, boolean caughtUp) {
        return acceptMessage
                .accept(call, conversationId, draft)
                .map(second ->
                        switch (second) {
                            case Done(var accepted) -> accepted;
                            case Blocked blocked ->
                                    throw caughtUp
                                            ? blocked.refusal()
                                            : blocked.refusalWhileBehind();
                        });
    }
}
