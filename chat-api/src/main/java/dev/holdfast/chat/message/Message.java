package dev.holdfast.chat.message;

import dev.holdfast.contracts.log.MessageView;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code message} as it is when it is accepted. What becomes of a reply (its text, HTML,
 * usage, end) the projection writes into the same row, beside Hibernate; {@link Messages} reads it
 * from there. Never changed through this class.
 */
@Entity
@IdClass(Message.Key.class)
public class Message {
    @Id private String owner;
    @Id private UUID id;

    @Column(name = "conversation_id", updatable = false)
    private UUID conversationId;

    @Column(name = "parent_id", updatable = false)
    private @Nullable UUID parentId;

    @Convert(converter = StoredWords.RoleWord.class)
    @Column(updatable = false)
    private Role role;

    @Column(updatable = false)
    private String text;

    @Column(name = "model_provider", updatable = false)
    private @Nullable String modelProvider;

    @Column(name = "model_name", updatable = false)
    private @Nullable String modelName;

    @Convert(converter = StoredWords.StatusWord.class)
    @Column(updatable = false)
    private Status status;

    @Column(name = "generation_id", updatable = false)
    private @Nullable UUID generationId;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** The owner is part of the key: a stranger's id is an unknown id. */
    public record Key(String owner, UUID id) {}

    protected Message() {}

    static Message of(String owner, UUID conversationId, MessageView view) {
        Message message = new Message();
        message.owner = owner;
        message.id = view.id();
        message.conversationId = conversationId;
        message.parentId = view.parentId();
        message.role = view.role();
        message.text = view.text();
        ModelRef model = view.model();
        message.modelProvider = model == null ? null : model.provider();
        message.modelName = model == null ? null : model.name();
        message.status = view.status();
        message.generationId = view.generationId();
        message.createdAt = view.createdAt();
        return message;
    }

    UUID id() {
        return id;
    }

    boolean isIn(UUID conversation) {
        return conversationId.equals(conversation);
    }

    Role role() {
        return role;
    }

    @Nullable UUID parentId() {
        return parentId;
    }

    String text() {
        return text;
    }

    /** What still writes this answer, as far as the log is projected. */
    Optional<UUID> openGeneration() {
        return Optional.ofNullable(status.isEnd() ? null : generationId);
    }

    @Nullable UUID generationId() {
        return generationId;
    }

    Instant createdAt() {
        return createdAt;
    }
}
