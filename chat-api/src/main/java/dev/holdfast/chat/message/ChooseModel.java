package dev.holdfast.chat.message;

import dev.holdfast.chat.catalog.Catalog;
import dev.holdfast.chat.catalog.OfferedModels;
import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers: the message's, else its conversation's, else the service's; and whether this
 * user may call it. A name that the provider does not list is let through: a list is what a worker
 * shows, and compatible servers know more names than they show.
 */
@ApplicationScoped
class ChooseModel {
    private final Catalog catalog;
    private final OfferedModels offered;
    private final Keys keys;
    private final OfferedEndpoints endpoints;
    private final MessageConfig config;

    ChooseModel(
            Catalog catalog,
            OfferedModels offered,
            Keys keys,
            OfferedEndpoints endpoints,
            MessageConfig config) {
        this.catalog = catalog;
        this.offered = offered;
        this.keys = keys;
        this.endpoints = endpoints;
        this.config = config;
    }

    Uni<ModelRef> choose(
            String owner, @Nullable ModelRef ofMessage, @Nullable ModelRef ofConversation) {
        ModelRef model = ofMessage != null ? ofMessage : ofConversation;
        return model == null ? ofService(owner) : allowed(owner, model);
    }

    private Uni<ModelRef> ofService(String owner) {
        return config.defaultModel()
                .map(usual -> allowed(owner, new ModelRef(usual.provider(), usual.name())))
                .orElseGet(() -> usual(owner));
    }

    private Uni<ModelRef> usual(String owner) {
        return offered.usual(owner)
                .map(usual ->
                        usual.orElseThrow(() ->
                                new Field("model", null)
                                        .refused(
                                                ProblemType.MODEL_UNAVAILABLE, "Choose a model.")));
    }

    private Uni<ModelRef> allowed(String owner, ModelRef model) {
        if (UserEndpoint.isNamedBy(model.provider())) {
            return endpoints.require(owner, model.provider(), "model").replaceWith(model);
        }
        Optional<ProviderAdvertised> provider = catalog.provider(model.provider());
        if (provider.isEmpty() && catalog.isLoaded()) {
            throw new Field("model", null)
                    .refused(
                            ProblemType.MODEL_UNAVAILABLE,
                            "This provider is not offered at the moment. Choose another model.");
        }
        boolean needsKey =
                provider.map(ProviderAdvertised::access)
                        .filter(ProviderAdvertised.Access.OWN_KEY::equals)
                        .isPresent();
        return needsKey ? withKey(owner, model) : Uni.createFrom().item(model);
    }

    private String titleOf(String provider) {
        return catalog.provider(provider).map(ProviderAdvertised::title).orElse(provider);
    }

    private Uni<ModelRef> withKey(String owner, ModelRef model) {
        return keys.sealed(owner, model.provider())
                .map(key -> {
                    if (key.isEmpty()) {
                        throw new Field("model", null)
                                .refused(
                                        ProblemType.KEY_REQUIRED,
                                        "Add a key for "
                                                + titleOf(model.provider())
                                                + " in the settings, or choose another model.");
                    }
                    return model;
                });
    }
}
