package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.ingest.IngestConfig;
import dev.holdfast.gateway.replay.TailConfig;
import dev.holdfast.gateway.session.SessionConfig;
import dev.holdfast.gateway.socket.SocketConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds where nothing is set, and that everything can be. */
class ConfigTest {

    private static SmallRyeConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(IngestConfig.class)
                .withMapping(TailConfig.class)
                .withMapping(SessionConfig.class)
                .withMapping(SocketConfig.class)
                .withDefaultValues(settings)
                .build();
    }

    @Test
    void keepsTheProtocolsFigures() {
        SessionConfig session = with(Map.of()).getConfigMapping(SessionConfig.class);
        SocketConfig socket = with(Map.of()).getConfigMapping(SocketConfig.class);
        assertThat(session.resumeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(session.takeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(session.pingAfter()).isEqualTo(Duration.ofSeconds(15));
        assertThat(session.deadAfter()).isEqualTo(Duration.ofSeconds(50));
        assertThat(session.connectionsPerUser()).isEqualTo(20);
        assertThat(socket.frameBytes()).isEqualTo(64 * 1024);
        assertThat(socket.watched()).isEqualTo(200);
    }

    @Test
    void keepsMemoryAndTheWayBackBounded() {
        IngestConfig ingest = with(Map.of()).getConfigMapping(IngestConfig.class);
        TailConfig tail = with(Map.of()).getConfigMapping(TailConfig.class);
        assertThat(tail.bytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(ingest.wayBack().time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ingest.wayBack().records()).isEqualTo(20_000);
        assertThat(ingest.fetchWait()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void takesWhatIsSet() {
        SmallRyeConfig config =
                with(
                        Map.of(
                                "holdfast.ingest.way-back.time", "3m",
                                "holdfast.ingest.archive.readers", "9",
                                "holdfast.tail.bytes", "77",
                                "holdfast.session.batch.bytes", "88",
                                "holdfast.socket.close-grace", "7s"));
        assertThat(config.getConfigMapping(IngestConfig.class).wayBack().time())
                .isEqualTo(Duration.ofMinutes(3));
        assertThat(config.getConfigMapping(IngestConfig.class).archive().readers()).isEqualTo(9);
        assertThat(config.getConfigMapping(TailConfig.class).bytes()).isEqualTo(77);
        assertThat(config.getConfigMapping(SessionConfig.class).batch().bytes()).isEqualTo(88);
        assertThat(config.getConfigMapping(SocketConfig.class).closeGrace())
                .isEqualTo(Duration.ofSeconds(7));
    }
}
