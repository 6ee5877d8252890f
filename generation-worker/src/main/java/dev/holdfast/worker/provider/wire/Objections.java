package dev.holdfast.worker.provider.wire;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Hears LangChain4j object to a request; the answer is read elsewhere. */
final class Objections implements StreamingChatResponseHandler {
    private final Runnable refused;

    Objections(Runnable refused) {
        this.refused = refused;
    }

    @Override
    public void onPartialResponse(String piece) {}

    @Override
    public void onCompleteResponse(ChatResponse answer) {}

    @Override
    public void onError(Throwable objection) {
        refused.run();
    }
}
