package dev.holdfast.chat.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a page must know before anybody has signed in.
 *
 * @param issuer absent where nobody can sign in
 * @param streamUrl the gateway's address; absent where it lies beside the page
 * @param maxMessageLength UTF-16 code units
 * @param endpointsAllowed whether users may add endpoints of their own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
        @Nullable URI issuer,
        String clientId,
        String scope,
        @Nullable URI streamUrl,
        int maxMessageLength,
        boolean endpointsAllowed) {}
