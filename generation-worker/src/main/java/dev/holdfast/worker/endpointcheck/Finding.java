package dev.holdfast.worker.endpointcheck;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.worker.keycheck.Verdict;
import java.util.List;

/**
 * What a try says of an endpoint.
 *
 * @param models of its own list; a bounded part of it, since it goes into the log
 */
record Finding(Verdict verdict, List<ModelOffer> models) {
    private static final int MOST_MODELS = 500;

    /** UTF-16 code units; as a message may name one. */
    private static final int LONGEST_NAME = 200;

    static Finding of(Verdict verdict) {
        return new Finding(verdict, List.of());
    }

    static Finding of(Verdict verdict, List<ModelOffer> listed) {
        return new Finding(
                verdict,
                listed.stream()
                        .filter(model -> isName(model.name()))
                        .limit(MOST_MODELS)
                        .map(Finding::bounded)
                        .toList());
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME
                && !name.isBlank()
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static ModelOffer bounded(ModelOffer model) {
        return new ModelOffer(
                model.name(),
                isName(model.title()) ? model.title() : model.name(),
                List.of(),
                model.contextTokens(),
                model.outputTokens(),
                null,
                null);
    }
}
