package dev.holdfast.chat.conversation;

import dev.holdfast.contracts.log.ConversationOptions;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.GenerationOptions;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code conversation}. Written only by whoever has its owner's turn. */
@Entity
@IdClass(Conversation.Key.class)
public class Conversation {
    @Id private String owner;
    @Id private UUID id;
    private @Nullable String title;

    /** The constant's name in lower case with hyphens; null where there is no title. */
    @Column(name = "titled_by")
    private @Nullable String titledBy;

    @Column private boolean pinned;

    @Column(name = "model_provider")
    private @Nullable String modelProvider;

    @Column(name = "model_name")
    private @Nullable String modelName;

    private @Nullable Double temperature;

    @Column(name = "max_tokens")
    private @Nullable Integer maxTokens;

    @Column(name = "reasoning_effort")
    private @Nullable String reasoningEffort;

    @Column(name = "system_prompt")
    private @Nullable String systemPrompt;

    @Column(name = "created_at")
    private Instant createdAt;

    /** Never rolls backwards in one conversation as long as the clock does not. */
    @Column(name = "updated_at")
    private Instant updatedAt;

    /** The owner is part of the key: a stranger's id is an unknown id. */
    public record Key(String owner, UUID id) {}

    protected Conversation() {}

    static Conversation begin(String owner, UUID id, Instant at) {
        Conversation conversation = new Conversation();
        conversation.owner = owner;
        conversation.id = id;
        conversation.createdAt = at;
        conversation.updatedAt = at;
        return conversation;
    }

    void apply(ConversationChange change) {
        if (change.mayTitle(titledBy())) {
            title = change.title().or(title);
            titledBy = title == null ? null : word(change.titledByOr(titledBy()));
        }
        pinned = Boolean.TRUE.equals(change.pinned().or(pinned));
        ModelRef model = change.model().or(model());
        modelProvider = model == null ? null : model.provider();
        modelName = model == null ? null : model.name();
        GenerationOptions options = change.options().or(options());
        set(options == null ? GenerationOptions.NONE : options);
    }

    private void set(GenerationOptions options) {
        temperature = options.temperature();
        maxTokens = options.maxTokens();
        reasoningEffort = options.reasoningEffort();
        systemPrompt = options.systemPrompt();
    }

    /** What its answers are written with where a message names nothing. */
    public GenerationOptions options() {
        return new GenerationOptions(temperature, maxTokens, reasoningEffort, systemPrompt);
    }

    private @Nullable ConversationOptions shownOptions() {
        return options().equals(GenerationOptions.NONE)
                ? null
                : new ConversationOptions(temperature, maxTokens, reasoningEffort, systemPrompt);
    }

    /** It was written to. */
    public void touch(Instant at) {
        updatedAt = at;
    }

    public UUID id() {
        return id;
    }

    public @Nullable ModelRef model() {
        return modelProvider == null || modelName == null
                ? null
                : new ModelRef(modelProvider, modelName);
    }

    private @Nullable TitledBy titledBy() {
        return titledBy == null
                ? null
                : TitledBy.valueOf(titledBy.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static @Nullable String word(@Nullable TitledBy by) {
        return by == null ? null : by.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public ConversationView view() {
        return new ConversationView(
                id, title, titledBy(), pinned, model(), shownOptions(), updatedAt);
    }
}
