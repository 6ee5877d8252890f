package dev.holdfast.gateway.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a client may do. */
@ConfigMapping(prefix = "holdfast.socket")
public interface SocketConfig {

    /** UTF-8 bytes of one frame of a client. The largest that is sensible watches 200 ids: 8 kB. */
    @WithDefault("65536")
    int frameBytes();

    /** Conversations that one connection watches. */
    @WithDefault("200")
    int watched();

    /** How long a peer may take to answer a close before its connection is cut. */
    @WithDefault("2s")
    Duration closeGrace();
}
