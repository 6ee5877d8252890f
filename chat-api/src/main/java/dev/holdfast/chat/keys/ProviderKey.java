package dev.holdfast.chat.keys;

import dev.holdfast.contracts.request.SealedKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code provider_key}: a key that this service cannot open. */
@Entity
@Table(name = "provider_key")
@IdClass(ProviderKey.Key.class)
class ProviderKey {
    @Id private String owner;
    @Id private String provider;

    /** Grows with every replacement; sealed into the ciphertext, so an old one cannot come back. */
    @Column private int version;

    @Column private byte[] ciphertext;

    @Column(name = "last_four")
    private String lastFour;

    @Column(name = "created_at")
    private Instant createdAt;

    /**
     * The word that the worker used; null while it has not answered. Set by what the log says of
     * it.
     */
    @Column private @Nullable String status;

    /** A problem document in JSON. Set by what the log says of it. */
    @Column private @Nullable String problem;

    @Column(name = "check_requested_at")
    private Instant checkRequestedAt;

    @Column(name = "checked_at")
    private @Nullable Instant checkedAt;

    record Key(String owner, String provider) {}

    protected ProviderKey() {}

    ProviderKey(String owner, String provider) {
        this.owner = owner;
        this.provider = provider;
    }

    void replace(int newVersion, byte[] newCiphertext, String newLastFour, Instant at) {
        version = newVersion;
        ciphertext = newCiphertext;
        lastFour = newLastFour;
        createdAt = at;
        awaitCheck(at);
    }

    /** What was known of it counts no longer. */
    void awaitCheck(Instant at) {
        status = null;
        problem = null;
        checkedAt = null;
        checkRequestedAt = at;
    }

    String provider() {
        return provider;
    }

    SealedKey sealed() {
        return SealedKey.of(provider, version, ciphertext);
    }

    String lastFour() {
        return lastFour;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant checkRequestedAt() {
        return checkRequestedAt;
    }

    @Nullable Instant checkedAt() {
        return checkedAt;
    }

    @Nullable String status() {
        return status;
    }

    @Nullable String problem() {
        return problem;
    }
}
