package dev.holdfast.worker.endpointcheck;

import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.endpoint.EndpointOpening;
import dev.holdfast.worker.keycheck.Verdict;
import dev.holdfast.worker.provider.FirstWord;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.wire.ListAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One try: the endpoint's list of models, or, where it has none, the first word of an answer of the
 * first model that its user named. Ends exactly once, in bounded time. Confined to its context.
 */
final class EndpointCheck {
    private static final Logger LOG = Logger.getLogger(EndpointCheck.class);

    private final EndpointOpening.Opened opened;
    private final List<String> models;
    private final @Nullable ProviderKey key;
    private final Consumer<Finding> done;
    private boolean ended;
    private @Nullable ProviderStream call;
    private Runnable patience = () -> {};

    private EndpointCheck(
            EndpointOpening.Opened opened,
            List<String> models,
            @Nullable ProviderKey key,
            Consumer<Finding> done) {
        this.opened = opened;
        this.models = models;
        this.key = key;
        this.done = done;
    }

    /**
     * @param models the names that its user gave
     */
    static void begin(
            EndpointOpening.Opened opened,
            List<String> models,
            @Nullable ProviderKey key,
            Duration timeout,
            Timers timers,
            Consumer<Finding> done) {
        EndpointCheck check = new EndpointCheck(opened, models, key, done);
        check.patience = timers.after(timeout, () -> check.end(check.late(timeout)));
        check.attempt(() -> opened.listing().list(key, check::listed));
    }

    private void attempt(Supplier<ProviderStream> next) {
        try {
            call = next.get();
        } catch (RuntimeException bug) {
            // The class alone: an exception may quote the header that could not be sent.
            LOG.errorf("an endpoint could not be tried cause=%s", bug.getClass().getName());
            end(Finding.of(broken()));
        }
    }

    private void listed(ListAnswer answer) {
        switch (answer) {
            case ListAnswer.Listed(var found) when !found.isEmpty() || !models.isEmpty() ->
                    end(Finding.of(new Verdict(Outcome.WORKS, null), found));
            case ListAnswer.Failed(var failure) -> end(Finding.of(verdict(Optional.of(failure))));
            case ListAnswer.Listed _, ListAnswer.NoList _ -> askForAWord();
        }
    }

    private void askForAWord() {
        if (models.isEmpty()) {
            end(Finding.of(nothingListed()));
        } else if (!ended) {
            attempt(() ->
                    FirstWord.of(
                            opened.provider(),
                            models.getFirst(),
                            key,
                            heard -> end(Finding.of(verdict(heard)))));
        }
    }

    /** Without a key, one that wants one refuses nothing of its user's. */
    private Verdict verdict(Optional<ProviderFailure> failure) {
        Optional<ProviderFailure> worded =
                key == null ? failure.map(ProviderFailure::withoutKey) : failure;
        if (worded.filter(ProviderFailure.KeyMissing.class::isInstance).isPresent()) {
            return new Verdict(Outcome.REFUSED, worded.get().problem(title()));
        }
        return Verdict.of(worded, title());
    }

    private void end(Finding finding) {
        if (!ended) {
            ended = true;
            patience.run();
            if (call != null) {
                call.cancel();
            }
            done.accept(finding);
        }
    }

    private String title() {
        return opened.provider().profile().title();
    }

    private static Verdict broken() {
        return Verdict.unreachable(
                ProblemType.INTERNAL_ERROR,
                "The endpoint could not be tried. It is kept; send a message to see whether it"
                        + " works.");
    }

    private Verdict nothingListed() {
        return Verdict.unreachable(
                ProblemType.ENDPOINT_LISTS_NO_MODELS,
                title()
                        + " answers, but not with a list of models under /models. Check the"
                        + " address, or name its models yourself.");
    }

    private Finding late(Duration timeout) {
        return Finding.of(
                verdict(
                        Optional.of(
                                new ProviderFailure.TimedOut(
                                        ProviderFailure.TimedOut.Phase.FIRST_TOKEN, timeout))));
    }
}
