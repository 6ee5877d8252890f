package dev.holdfast.stack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {
    /** For the page; no service reads it before there is one. */
    private static final Set<String> NOT_READ_YET = Set.of("HOLDFAST_STREAM_URL");

    private final ComposeFile compose = new ComposeFile();

    @Test
    void startsTheTrioAndItsEngines() {
        assertThat(compose.services())
                .containsExactlyInAnyOrder(
                        "postgres",
                        "kafka",
                        "keycloak",
                        "chat-api",
                        "generation-worker",
                        "stream-gateway");
    }

    @Test
    void waitsOnlyForWhatSaysWhetherItIsHealthy() {
        for (String service : compose.services()) {
            compose.dependencies(service)
                    .forEach((other, how) -> {
                        assertThat(ComposeFile.map(how))
                                .containsEntry("condition", "service_healthy");
                        assertThat(compose.service(other)).containsKey("healthcheck");
                    });
        }
    }

    @Test
    void declaresEveryVolumeItNames() {
        for (String service : compose.services()) {
            for (Object volume : compose.volumes(service)) {
                String name =
                        volume.toString()
                                .replaceAll("\\$\\{\\w+:-(\\w+)}", "$1")
                                .replaceAll(":.*", "");
                if (name.startsWith(".")) {
                    assertThat(ComposeFile.ROOT.resolve(name)).exists();
                } else {
                    assertThat(compose.namedVolumes()).contains(name);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-api", "generation-worker", "stream-gateway"})
    void buildsAServiceFromItsOwnFolderAndSetsOnlyWhatItReads(String service) {
        assertThat(compose.service(service)).containsEntry("build", "./" + service);
        assertThat(ComposeFile.ROOT.resolve(service).resolve("Dockerfile")).exists();

        Set<String> known = SettingNames.of(service);
        assertThat(compose.environment(service).keySet())
                .filteredOn(name -> name.startsWith("HOLDFAST_"))
                .filteredOn(name -> !NOT_READ_YET.contains(name))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @ParameterizedTest
    @CsvSource({"chat-api, 8080", "generation-worker, 8082", "stream-gateway, 8081"})
    void startsAServiceAgainThatEndsAndAsksWhetherItLives(String service, int port)
            throws IOException {
        assertThat(compose.service(service)).containsEntry("restart", "unless-stopped");
        assertThat(
                        ComposeFile.list(
                                ComposeFile.map(compose.service(service).get("healthcheck"))
                                        .get("test")))
                .last()
                .asString()
                .contains("localhost/" + port, "/q/health/live");
        assertThat(Files.readString(ComposeFile.ROOT.resolve(service).resolve("Dockerfile")))
                .contains("\"-XX:+ExitOnOutOfMemoryError\"", "EXPOSE " + port);
    }

    @Test
    void sealsAndOpensUsersKeysWithTheSamePair() {
        assertThat(compose.environment("chat-api")).containsKey("HOLDFAST_KEYS_PUBLIC_KEYSET");
        assertThat(compose.environment("generation-worker"))
                .containsKey("HOLDFAST_KEYS_PRIVATE_KEYSET");
        assertThat(compose.environment("chat-api"))
                .doesNotContainKey("HOLDFAST_KEYS_PRIVATE_KEYSET");
    }

    @Test
    void importsARealmWithTheDemoUsersAndAPublicClient() {
        Path file = ComposeFile.ROOT.resolve("deploy/keycloak/holdfast-realm.json");
        Map<String, Object> realm = ComposeFile.map(ComposeFile.parse(file));

        assertThat(ComposeFile.list(realm.get("users")))
                .extracting(user -> ComposeFile.map(user).get("username"))
                .containsExactly("alice", "bob");
        Map<String, Object> client =
                ComposeFile.map(ComposeFile.list(realm.get("clients")).getFirst());
        assertThat(client)
                .containsEntry("clientId", "holdfast-web")
                .containsEntry("publicClient", true)
                .containsEntry("standardFlowEnabled", true);
        assertThat(ComposeFile.map(client.get("attributes")))
                .containsEntry("pkce.code.challenge.method", "S256");
        List<Object> mappers = ComposeFile.list(client.get("protocolMappers"));
        assertThat(ComposeFile.map(ComposeFile.map(mappers.getFirst()).get("config")))
                .containsEntry("included.custom.audience", "holdfast");
        assertThat(compose.environment("chat-api"))
                .containsEntry(
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "http://keycloak:8080/realms/" + realm.get("realm"));
    }
}
