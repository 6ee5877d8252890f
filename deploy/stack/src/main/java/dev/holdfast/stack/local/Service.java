package dev.holdfast.stack.local;

/** Holdfast's own programs, and how much memory each gets here. */
public enum Service {
    CHAT_API("chat-api", "256m"),
    STREAM_GATEWAY("stream-gateway", "256m"),
    GENERATION_WORKER("generation-worker", "320m");

    private final String module;
    private final String heap;

    Service(String module, String heap) {
        this.module = module;
        this.heap = heap;
    }

    /** Its folder in the repository, and its name in messages. */
    public String module() {
        return module;
    }

    String heap() {
        return heap;
    }
}
