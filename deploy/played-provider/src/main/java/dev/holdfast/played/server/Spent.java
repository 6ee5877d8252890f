package dev.holdfast.played.server;

/** Tokens of a call: a chunk counts as one, a prompt's word as one. */
record Spent(int prompt, int completion, int reasoning) {
    /** Of each prompt, so that its way through a codec can be seen. */
    static final int CACHED = 1;

    Spent {
        completion += reasoning;
    }

    int cached() {
        return CACHED;
    }

    String json() {
        return "{\"prompt_tokens\":"
                + prompt
                + ",\"completion_tokens\":"
                + completion
                + ",\"total_tokens\":"
                + (prompt + completion)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":"
                + cached()
                + ",\"audio_tokens\":0}"
                + ",\"completion_tokens_details\":{\"reasoning_tokens\":"
                + reasoning
                + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
                + "\"rejected_prediction_tokens\":0}}";
    }
}
