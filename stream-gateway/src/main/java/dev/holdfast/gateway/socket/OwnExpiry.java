package dev.holdfast.gateway.socket;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Keeps Quarkus from closing a WebSocket with 1008 when its token expires: it does so where it
 * finds this attribute. The session closes it instead, with a code that tells the client to come
 * back. The token's own expiry is checked by whoever authenticates, before this.
 */
@Singleton
public final class OwnExpiry implements SecurityIdentityAugmentor {
    private static final String EXPIRE_TIME = "quarkus.identity.expire-time";

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        identity.getAttribute(EXPIRE_TIME) == null
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addAttribute(EXPIRE_TIME, null)
                                        .build());
    }
}
