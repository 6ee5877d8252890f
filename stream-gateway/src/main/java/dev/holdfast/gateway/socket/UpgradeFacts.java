package dev.holdfast.gateway.socket;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;

/**
 * Carries over from the handshake what the socket needs and the framework does not hand on. The
 * gate has let the caller in before; here nobody is refused but who got past it.
 */
@Singleton
public final class UpgradeFacts implements HttpUpgradeCheck {
    static final TypedKey<Caller> CALLER = new TypedKey<>("holdfast.caller");

    /** To be cut when a peer takes nothing, not even a close. */
    static final TypedKey<HttpConnection> CONNECTION = new TypedKey<>("holdfast.connection");

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext handshake) {
        handshake.userData().put(CONNECTION, handshake.httpRequest().connection());
        return handshake
                .securityIdentity()
                .map(identity ->
                        Caller.of(identity)
                                .map(caller -> {
                                    handshake.userData().put(CALLER, caller);
                                    BrokenFrames.watch(handshake.httpRequest().connection());
                                    return CheckResult.permitUpgradeSync();
                                })
                                .orElseGet(() -> CheckResult.rejectUpgradeSync(401)));
    }
}
