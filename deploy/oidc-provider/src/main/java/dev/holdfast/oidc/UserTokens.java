package dev.holdfast.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;

/**
 * What a token says. In a code flow the library adds what the login page sent (subject and names)
 * where nothing is said here, and again at each refresh; scripts use the password grant with any
 * password, and may choose lifetime and audience.
 */
final class UserTokens implements OAuth2TokenCallback {
    /** As long as Keycloak's default, so that refreshing is not first met in production. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Seconds; negative for a token that has expired. A parameter of our own, for tests. */
    private static final String LIFETIME_PARAMETER = "lifetime";

    /** Whom a token is for, where that is somebody else. A parameter of our own, for tests. */
    private static final String AUDIENCE_PARAMETER = "audience";

    @Override
    public String issuerId() {
        return ProviderMain.ISSUER_ID;
    }

    @Override
    public String subject(TokenRequest request) {
        return request.getAuthorizationGrant()
                        instanceof ResourceOwnerPasswordCredentialsGrant password
                ? password.getUsername()
                : "nobody";
    }

    @Override
    public String typeHeader(TokenRequest request) {
        return JOSEObjectType.JWT.getType();
    }

    @Override
    public List<String> audience(TokenRequest request) {
        List<String> asked = request.getCustomParameter(AUDIENCE_PARAMETER);
        return asked == null ? List.of("holdfast") : asked;
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        Map<String, Object> claims = new HashMap<>();
        if (request.getAuthorizationGrant()
                instanceof ResourceOwnerPasswordCredentialsGrant password) {
            claims.put("preferred_username", password.getUsername());
            claims.put("name", capitalised(password.getUsername()));
        }
        List<String> lifetime = request.getCustomParameter(LIFETIME_PARAMETER);
        if (lifetime != null) {
            // tokenExpiry() does not see the request; a claim given here wins over it.
            Instant end = Instant.now().plusSeconds(Long.parseLong(lifetime.getFirst()));
            claims.put("exp", Date.from(end));
        }
        return claims;
    }

    @Override
    public long tokenExpiry() {
        return LIFETIME.toSeconds();
    }

    private static String capitalised(String user) {
        return user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
    }
}
