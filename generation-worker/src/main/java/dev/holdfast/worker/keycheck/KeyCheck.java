package dev.holdfast.worker.keycheck;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One try: ends exactly once, in bounded time. Confined to its context. */
final class KeyCheck {
    private static final Logger LOG = Logger.getLogger(KeyCheck.class);

    private final Consumer<Verdict> done;
    private boolean ended;
    private @Nullable ProviderStream call;
    private Runnable patience = () -> {};

    private KeyCheck(Consumer<Verdict> done) {
        this.done = done;
    }

    static void begin(
            Provider provider,
            ProviderKey key,
            Duration timeout,
            Timers timers,
            Consumer<Verdict> done) {
        String title = provider.profile().title();
        KeyCheck check = new KeyCheck(done);
        check.patience = timers.after(timeout, () -> check.end(late(timeout, title)));
        try {
            check.call = provider.check(key, heard -> check.end(Verdict.of(heard, title)));
        } catch (RuntimeException bug) {
            // The class alone: an adapter's exception may quote the header that it could not send.
            LOG.errorf("a key could not be tried cause=%s", bug.getClass().getName());
            check.end(broken());
        }
    }

    private void end(Verdict verdict) {
        if (!ended) {
            ended = true;
            patience.run();
            if (call != null) {
                call.cancel();
            }
            done.accept(verdict);
        }
    }

    private static Verdict broken() {
        return Verdict.unreachable(
                ProblemType.INTERNAL_ERROR,
                "The key could not be tried. It is kept; send a message to see whether it works.");
    }

    private static Verdict late(Duration timeout, String provider) {
        return Verdict.of(
                Optional.of(
                        new ProviderFailure.TimedOut(
                                ProviderFailure.TimedOut.Phase.FIRST_TOKEN, timeout)),
                provider);
    }
}
