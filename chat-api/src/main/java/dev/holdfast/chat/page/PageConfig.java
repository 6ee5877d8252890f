package dev.holdfast.chat.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code holdfast.page}. */
@ConfigMapping(prefix = "holdfast.page")
public interface PageConfig {

    /** The public client that the issuer knows the page by. */
    @WithDefault("holdfast-web")
    String clientId();

    /** What the page asks the issuer for; {@code profile} brings the name that it shows. */
    @WithDefault("openid profile")
    String scope();

    /**
     * Where browsers find the page, such as {@code /ai/}. The proxy in front must take it away from
     * each request.
     */
    @WithDefault("/")
    String basePath();
}
