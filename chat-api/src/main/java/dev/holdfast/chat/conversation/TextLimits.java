package dev.holdfast.chat.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a user may write at once. */
@ConfigMapping(prefix = "holdfast.message")
public interface TextLimits {

    /** UTF-16 code units of a message or a system prompt; what a person can be expected to send. */
    @WithDefault("100000")
    int maxLength();
}
