package dev.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chaos.check.Report;
import dev.holdfast.chaos.journal.Finding;
import dev.holdfast.stack.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A minute of what {@code deploy/faults} does for as long as one likes. Times are not judged, only
 * what became of the answers; where it fails, data, logs and journal are in {@code target/faults}.
 */
class ShortCampaignResilienceIT {
    /**
     * Chosen for its plan: the broker terminated, then frozen while a chat-api is killed; a
     * chat-api killed and PostgreSQL frozen; a gateway terminated; a worker killed. A slow machine
     * comes less far.
     */
    private static final long SEED = 56;

    @Test
    void keepsEveryPromiseUnderAHandfulOfFaults() throws IOException, InterruptedException {
        // given
        Path folder =
                Files.createDirectories(
                        Repository.find().root().resolve("deploy/chaos/target/faults"));
        Options options =
                Options.in(Files.createTempDirectory(folder, "run"))
                        .lasting(Duration.ofSeconds(50))
                        .usedBy(3, 3)
                        .seeded(SEED)
                        .striking(Duration.ofSeconds(8), ".*");

        // when
        Report report = new Campaign(options, System.out::println).run();
        report.print(System.out);

        // then
        assertThat(report.injected()).isPositive();
        assertThat(report.sent()).isPositive();
        assertThat(report.findings()).extracting(Finding::toString).isEqualTo(List.of());
    }
}
