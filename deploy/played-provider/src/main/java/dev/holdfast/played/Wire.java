package dev.holdfast.played;

/** A vendor's API as it is on the wire; the path is what a base URL ends with. */
public enum Wire {
    /** OpenAI's Chat Completions, which many servers speak. */
    CHAT_COMPLETIONS("/v1"),
    /** OpenAI's Responses. */
    RESPONSES("/v1"),
    /** Anthropic's Messages. */
    ANTHROPIC("/anthropic/v1"),
    /** Google's {@code generateContent}. */
    GEMINI("/gemini/v1beta"),
    /** Mistral's chat completions, which differ in errors, reasoning and words. */
    MISTRAL("/mistral/v1");

    private final String path;

    Wire(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }
}
