package dev.holdfast.chat.message;

import dev.holdfast.chat.catalog.Catalog;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.log.ModelRef;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether the model takes what the user has set, as far as the catalogue knows: better said now
 * than by the provider, or than silently left out. A model that is not listed is asked.
 */
@ApplicationScoped
class CheckOptions {
    private final Catalog catalog;

    CheckOptions(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The model again; throws where it does not take one of the options. */
    ModelRef checked(ModelRef model, Draft draft) {
        catalog.model(model)
                .ifPresent(offer -> {
                    for (String option : draft.options().named()) {
                        if (!offer.takes(option)) {
                            throw new Field("options." + option, null)
                                    .invalid(advice(offer.title(), draft));
                        }
                    }
                });
        return model;
    }

    private static String advice(String model, Draft draft) {
        return model
                + (draft.namesOptions()
                        ? " does not take it. Leave it out, or choose another model."
                        : " does not take it, and this conversation sets it. Take it out of the"
                                + " conversation's options, or choose another model.");
    }
}
