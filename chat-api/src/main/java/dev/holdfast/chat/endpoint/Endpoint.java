package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.trial.TrialState;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.request.SealedKey;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code endpoint}: a server of one user's, with a key that this service cannot open. */
@Entity
@IdClass(Endpoint.Key.class)
class Endpoint {
    @Id private String owner;
    @Id private String name;

    @Column private String title;

    @Column(name = "base_url")
    private String baseUrl;

    /** Names in JSON; {@code []} where the endpoint's own list is wanted. */
    @Column private String models;

    /** Grows with every replacement. */
    @Column private int version;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    /**
     * That of the endpoint when the key was sealed, and sealed into it with the address of then; 0
     * where there is none.
     */
    @Column(name = "key_version")
    private int keyVersion;

    @Column private byte @Nullable [] ciphertext;

    @Column(name = "last_four")
    private @Nullable String lastFour;

    /** Model offers in JSON. Set by what the log says of it. */
    @Column private @Nullable String found;

    @Embedded private TrialState trial;

    record Key(String owner, String name) {}

    protected Endpoint() {}

    Endpoint(String owner, String name, Instant at) {
        this.owner = owner;
        this.name = name;
        this.createdAt = at;
        this.trial = new TrialState(at);
    }

    /** The key stays as it is, unless the address is another: it was sealed for that one. */
    void replace(int newVersion, String newTitle, String newBaseUrl, String newModels, Instant at) {
        if (!newBaseUrl.equals(baseUrl)) {
            forgetKey();
            found = null;
        }
        version = newVersion;
        title = newTitle;
        baseUrl = newBaseUrl;
        models = newModels;
        changedAt = at;
        trial.awaitCheck(at);
    }

    void forgetKey() {
        keyVersion = 0;
        ciphertext = null;
        lastFour = null;
    }

    /** Sealed for the present version and address. */
    void keep(byte[] newCiphertext, String newLastFour) {
        keyVersion = version;
        ciphertext = newCiphertext;
        lastFour = newLastFour;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String baseUrl() {
        return baseUrl;
    }

    int version() {
        return version;
    }

    String models() {
        return models;
    }

    @Nullable String found() {
        return found;
    }

    boolean hasKey() {
        return ciphertext != null;
    }

    @Nullable String lastFour() {
        return lastFour;
    }

    Instant createdAt() {
        return createdAt;
    }

    TrialState trial() {
        return trial;
    }

    UserEndpoint wire() {
        return new UserEndpoint(UserEndpoint.provider(name), title, baseUrl);
    }

    @Nullable SealedKey sealedKey() {
        return ciphertext == null
                ? null
                : SealedKey.of(UserEndpoint.provider(name), keyVersion, ciphertext);
    }
}
