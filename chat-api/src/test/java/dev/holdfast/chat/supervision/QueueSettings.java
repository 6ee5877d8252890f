package dev.holdfast.chat.supervision;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Sets the workers' share group up as workers do. */
final class QueueSettings {
    private QueueSettings() {}

    static void readFromTheBeginning(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(
                                            ConfigResource.Type.GROUP, "generation-workers"),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "share.auto.offset.reset", "earliest"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
