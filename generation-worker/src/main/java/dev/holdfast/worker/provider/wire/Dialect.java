package dev.holdfast.worker.provider.wire;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one vendor's API is spoken: LangChain4j writes the request, a reader of ours reads the
 * answer. Immutable; shared by all calls.
 */
public interface Dialect {

    /**
     * Hands the request to the transport. Nothing is heard through {@code refused} but
     * LangChain4j's own objections to the request.
     *
     * @throws OptionRefused where two of the options exclude each other
     */
    void write(Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused);

    AnswerReader reader();

    /** Changes to the request's body that LangChain4j has no word for. */
    default String amended(Prompt prompt, String body) {
        return body;
    }

    /**
     * Fields of the body that are sent for our own sake, such as to learn what a call has cost: a
     * server that refuses one is called without it.
     */
    default Set<String> optionalFields() {
        return Set.of();
    }

    /** The headers that carry a key. */
    Map<String, String> authorization(@Nullable String key);

    /** What a conversation's continuation must look like; see {@link Continuation}. */
    default int keeps(String kept) {
        return kept.length();
    }

    /** Where the list of models is, below the base URL. */
    default String modelsPath() {
        return "/models";
    }
}
