package dev.holdfast.chat.stack;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kafka, PostgreSQL, an OIDC provider and a pair of keysets, once for all tests. */
public final class LocalStack implements QuarkusTestResourceLifecycleManager {
    private @Nullable KafkaBroker kafka;
    private @Nullable Postgres postgres;
    private @Nullable OidcProvider oidc;

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("holdfast-chat-api");
            kafka = KafkaBroker.start(Files.createDirectories(home.resolve("kafka")));
            postgres = Postgres.start(Files.createDirectories(home.resolve("postgres")));
            oidc = OidcProvider.start();
            return configuration(home, kafka, postgres, oidc);
        } catch (IOException | GeneralSecurityException cannotStart) {
            throw new IllegalStateException(cannotStart);
        }
    }

    private static Map<String, String> configuration(
            Path home, KafkaBroker kafka, Postgres postgres, OidcProvider oidc)
            throws IOException, GeneralSecurityException {
        HybridConfig.register();
        KeysetHandle keyset =
                KeysetHandle.newBuilder()
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                HpkeParameters.builder()
                                                        .setKemId(
                                                                HpkeParameters.KemId
                                                                        .DHKEM_X25519_HKDF_SHA256)
                                                        .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                                                        .setAeadId(
                                                                HpkeParameters.AeadId.AES_128_GCM)
                                                        .setVariant(HpkeParameters.Variant.TINK)
                                                        .build())
                                        .withRandomId()
                                        .makePrimary())
                        .build();
        Path publicKeyset = home.resolve("public.json");
        Files.writeString(
                publicKeyset,
                TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                        keyset.getPublicKeysetHandle(), RegistryConfiguration.get()));
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl()),
                Map.entry("quarkus.datasource.reactive.url", postgres.reactiveUrl()),
                Map.entry("quarkus.datasource.username", postgres.username()),
                Map.entry("quarkus.datasource.password", postgres.password()),
                Map.entry("quarkus.oidc.auth-server-url", oidc.issuer().toString()),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.http.cors.origins", "https://holdfast.example"),
                Map.entry("holdfast.keys.public-keyset", publicKeyset.toString()),
                // For the tests alone: they open what the service sealed.
                Map.entry(
                        "test.private-keyset",
                        TinkJsonProtoKeysetFormat.serializeKeyset(
                                keyset,
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get())));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(oidc, new TestInjector.MatchesType(OidcProvider.class));
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(KafkaBroker.class));
        injector.injectIntoFields(postgres, new TestInjector.MatchesType(Postgres.class));
    }

    @Override
    public void stop() {
        close(oidc);
        close(postgres);
        close(kafka);
    }

    private static void close(@Nullable AutoCloseable started) {
        if (started == null) {
            return;
        }
        try {
            started.close();
        } catch (Exception stillRunning) {
            throw new IllegalStateException(stillRunning);
        }
    }
}
