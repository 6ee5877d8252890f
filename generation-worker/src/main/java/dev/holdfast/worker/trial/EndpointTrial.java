package dev.holdfast.worker.trial;

import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.BoundedCall;
import dev.holdfast.worker.provider.FirstWord;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.wire.ListAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One trial of an endpoint: its list of models, or, where it has none, the first word of an answer
 * of the first model that its user named. Confined to its context.
 */
final class EndpointTrial {
    private static final Logger LOG = Logger.getLogger(EndpointTrial.class);

    private final Opening.Ready ready;
    private final List<String> models;
    private final BoundedCall<TrialResult> trial;

    /**
     * @param models the names that its user gave
     */
    EndpointTrial(Opening.Ready ready, List<String> models, BoundedCall<TrialResult> trial) {
        this.ready = ready;
        this.models = models;
        this.trial = trial;
    }

    void begin() {
        attempt(() -> Objects.requireNonNull(ready.listing()).list(ready.key(), this::listed));
    }

    private void attempt(Supplier<ProviderStream> next) {
        trial.call(
                next,
                bug -> {
                    // The class alone: an exception may quote the header that could not be sent.
                    LOG.errorf("an endpoint could not be tried cause=%s", bug.getClass().getName());
                    trial.end(broken());
                });
    }

    private void listed(ListAnswer answer) {
        switch (answer) {
            case ListAnswer.Listed(var found) when !found.isEmpty() || !models.isEmpty() ->
                    trial.end(TrialResult.listing(found));
            case ListAnswer.Failed(var failure) -> trial.end(result(ready, Optional.of(failure)));
            case ListAnswer.Listed _, ListAnswer.NoList _ -> askForAWord();
        }
    }

    private void askForAWord() {
        if (models.isEmpty()) {
            trial.end(nothingListed());
            return;
        }
        attempt(() ->
                FirstWord.of(
                        ready.provider(),
                        models.getFirst(),
                        ready.key(),
                        heard -> trial.end(result(ready, heard))));
    }

    /** A server that asks for a key, where none was sent, has refused nothing of its user's. */
    static TrialResult result(Opening.Ready ready, Optional<ProviderFailure> failure) {
        String title = ready.provider().profile().title();
        Optional<ProviderFailure> worded =
                ready.key() == null ? failure.map(ProviderFailure::withoutKey) : failure;
        if (worded.filter(ProviderFailure.KeyMissing.class::isInstance).isPresent()) {
            return new TrialResult(Outcome.REFUSED, worded.get().problem(title));
        }
        return TrialResult.of(worded, title);
    }

    private static TrialResult broken() {
        return TrialResult.unreachable(
                ProblemType.INTERNAL_ERROR,
                "The endpoint could not be tried. It is kept; send a message to see whether it"
                        + " works.");
    }

    private TrialResult nothingListed() {
        return TrialResult.unreachable(
                ProblemType.ENDPOINT_LISTS_NO_MODELS,
                ready.provider().profile().title()
                        + " answers, but not with a list of models under /models. Check the"
                        + " address, or name its models yourself.");
    }
}
