package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;

/**
 * One message of the conversation as the provider is to read it.
 *
 * @param content without HTML and citations, see {@link Content#forPrompt}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromptMessage(Role role, Content content) {

    public PromptMessage {
        content = content == null ? Content.EMPTY : content;
    }
}
