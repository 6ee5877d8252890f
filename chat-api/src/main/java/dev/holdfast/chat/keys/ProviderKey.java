package dev.holdfast.chat.keys;

import dev.holdfast.chat.trial.TrialState;
import dev.holdfast.contracts.request.SealedKey;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

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

    @Embedded private TrialState trial;

    record Key(String owner, String provider) {}

    protected ProviderKey() {}

    ProviderKey(String owner, String provider, Instant at) {
        this.owner = owner;
        this.provider = provider;
        this.trial = new TrialState(at);
    }

    void replace(int newVersion, byte[] newCiphertext, String newLastFour, Instant at) {
        version = newVersion;
        ciphertext = newCiphertext;
        lastFour = newLastFour;
        createdAt = at;
        trial.awaitCheck(at);
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

    TrialState trial() {
        return trial;
    }
}
