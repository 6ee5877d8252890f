package dev.holdfast.worker.keycheck;

import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.provider.ProviderFailure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a try says of a key.
 *
 * @param problem as its user is to read it
 */
public record Verdict(Outcome outcome, @Nullable Problem problem) {

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

    /**
     * @param failure nothing where the key was taken
     * @param provider its title
     */
    public static Verdict of(Optional<ProviderFailure> failure, String provider) {
        return failure.map(why -> of(why, provider)).orElse(new Verdict(Outcome.WORKS, null));
    }

    /**
     * Providers look at the key first; whatever they object to behind it says that they took it. Of
     * that only an empty account is worth a word.
     */
    private static Verdict of(ProviderFailure failure, String provider) {
        ProblemType type = failure.type();
        if (OF_THE_KEY.contains(type)) {
            return new Verdict(Outcome.REFUSED, failure.problem(provider));
        }
        if (OF_THE_PROVIDER.contains(type)) {
            return new Verdict(Outcome.UNREACHABLE, failure.problem(provider));
        }
        return new Verdict(
                Outcome.WORKS,
                type == ProblemType.PROVIDER_QUOTA_EXCEEDED ? failure.problem(provider) : null);
    }

    /** No worker has a private key for it any more. */
    public static Verdict unreadable() {
        return new Verdict(
                Outcome.REFUSED,
                ProblemType.KEY_UNREADABLE.because(
                        "The kept key cannot be opened. Store it again."));
    }

    public static Verdict unreachable(ProblemType type, String detail) {
        return new Verdict(Outcome.UNREACHABLE, type.because(detail));
    }
}
