package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import java.io.IOException;
import java.util.Collection;

/** How one vendor's API looks: what it reads, and the bytes that it answers with. */
interface WireFormat {

    /**
     * @throws IOException when it is no such request
     */
    ChatRequest read(HttpRequest request) throws IOException;

    /** The events of one answer. */
    Events events(ChatRequest request, long number, long createdSeconds);

    /** An error instead of an answer; the act names it in OpenAI's words. */
    Refusal refusal(Act.Refuse refuse);

    /** What the list of models looks like. */
    ObjectNode models(Collection<String> names);

    /** One streamed answer, event by event; each method gives the bytes of zero or more events. */
    interface Events {
        byte[] begin();

        byte[] reasoning(String field, String text);

        byte[] content(String text);

        /**
         * @param spoken all that was said, with the cited words at its end
         */
        byte[] cite(Act.Cite cite, String spoken);

        /** Everything up to the stream's own word for its end, where it has one. */
        byte[] finish(String reason, Spent spent);

        /** Inside the stream. */
        byte[] error(Act.Break error);

        /** The answer of a call that did not ask for a stream. */
        byte[] whole(String text, String reason, Spent spent);
    }
}
