package dev.holdfast.worker.trial;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.provider.ProviderFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial.
 *
 * @param problem as its user is to read it
 * @param models of an endpoint's own list; a bounded part of it, since it goes into the log
 */
record TrialResult(Outcome outcome, @Nullable Problem problem, List<ModelOffer> models) {
    private static final int MOST_MODELS = 500;

    /** UTF-16 code units; as a message may name one. */
    private static final int LONGEST_NAME = 200;

    private static final Set<ProblemType> OF_THE_KEY =
            EnumSet.of(ProblemType.PROVIDER_KEY_REFUSED, ProblemType.PROVIDER_FORBIDDEN);

    /** The provider never came to look at the key, or broke before it said anything of it. */
    private static final Set<ProblemType> OF_THE_PROVIDER =
            EnumSet.of(
                    ProblemType.PROVIDER_UNREACHABLE,
                    ProblemType.PROVIDER_REDIRECTED,
                    ProblemType.ENDPOINT_ADDRESS_REFUSED,
                    ProblemType.PROVIDER_ERROR,
                    ProblemType.PROVIDER_TIMEOUT,
                    ProblemType.PROVIDER_CUT_OFF);

    TrialResult(Outcome outcome, @Nullable Problem problem) {
        this(outcome, problem, List.of());
    }

    /**
     * @param failure nothing where the key was taken
     * @param provider its title
     */
    static TrialResult of(Optional<ProviderFailure> failure, String provider) {
        return failure.map(why -> of(why, provider)).orElse(new TrialResult(Outcome.WORKS, null));
    }

    /**
     * Providers look at the key first; whatever they object to behind it says that they took it. Of
     * that only an empty account is worth a word.
     */
    private static TrialResult of(ProviderFailure failure, String provider) {
        ProblemType type = failure.type();
        if (OF_THE_KEY.contains(type)) {
            return new TrialResult(Outcome.REFUSED, failure.problem(provider));
        }
        if (OF_THE_PROVIDER.contains(type)) {
            return unreachable(failure.problem(provider));
        }
        return new TrialResult(
                Outcome.WORKS,
                type == ProblemType.PROVIDER_QUOTA_EXCEEDED ? failure.problem(provider) : null);
    }

    /** It works, and its list was read; names that no message could carry are left out. */
    static TrialResult listing(List<ModelOffer> listed) {
        return new TrialResult(
                Outcome.WORKS,
                null,
                listed.stream()
                        .filter(model -> isName(model.name()))
                        .limit(MOST_MODELS)
                        .map(TrialResult::bounded)
                        .toList());
    }

    /** No worker has a private key for it any more. */
    static TrialResult unreadable() {
        return new TrialResult(
                Outcome.REFUSED,
                ProblemType.KEY_UNREADABLE.because(
                        "The kept key cannot be opened. Store it again."));
    }

    static TrialResult unreachable(ProblemType type, String detail) {
        return unreachable(type.because(detail));
    }

    static TrialResult unreachable(Problem problem) {
        return new TrialResult(Outcome.UNREACHABLE, problem);
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
