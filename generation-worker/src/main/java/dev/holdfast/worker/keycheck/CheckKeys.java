package dev.holdfast.worker.keycheck;

import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.keys.KeyOpening;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tries keys and says in the log what came of it. Safe for any thread; a try lives on the context
 * that {@code context} stands for, and the key for as long as the try.
 */
public final class CheckKeys {
    private static final Logger LOG = Logger.getLogger(CheckKeys.class);

    private final Semaphore places;
    private final Tools tools;
    private final Executor context;

    /** What it works with. */
    record Tools(
            KeyCheckConfig config,
            Providers providers,
            SealedKeys keys,
            Publisher publisher,
            Envelope envelope,
            Timers timers,
            Clock clock,
            MeterRegistry meters) {}

    CheckKeys(Tools tools, Executor context) {
        this.tools = tools;
        this.context = context;
        this.places = new Semaphore(tools.config().atOnce());
    }

    /** Begins a try and does not wait for it. */
    public void begin(KeyCheckRequested request, @Nullable String traceparent) {
        if (!places.tryAcquire()) {
            tell(request, traceparent, busy());
            return;
        }
        Consumer<Verdict> done =
                verdict -> {
                    places.release();
                    tell(request, traceparent, verdict);
                };
        withProvider(request, done);
    }

    private void withProvider(KeyCheckRequested request, Consumer<Verdict> done) {
        Optional<Provider> provider = tools.providers().named(request.sealedKey().provider());
        if (provider.isEmpty()) {
            done.accept(notServed());
            return;
        }
        withKey(request, provider.get(), done);
    }

    private void withKey(KeyCheckRequested request, Provider provider, Consumer<Verdict> done) {
        SealedKey sealed = request.sealedKey();
        switch (tools.keys().open(request.userId(), provider.profile().id(), sealed)) {
            case KeyOpening.Opened(ProviderKey key) ->
                    context.execute(() -> call(provider, key, done));
            case KeyOpening.Unreadable() -> done.accept(Verdict.unreadable());
        }
    }

    private void call(Provider provider, ProviderKey key, Consumer<Verdict> done) {
        KeyCheck.begin(provider, key, tools.config().timeout(), tools.timers(), done);
    }

    private void tell(KeyCheckRequested request, @Nullable String traceparent, Verdict verdict) {
        SealedKey sealed = request.sealedKey();
        tools.meters()
                .counter(
                        "holdfast.key.checks",
                        "outcome",
                        verdict.outcome().name().toLowerCase(Locale.ROOT))
                .increment();
        KeyChecked checked =
                new KeyChecked(
                        tools.clock().instant(),
                        sealed.provider(),
                        sealed.version(),
                        verdict.outcome(),
                        verdict.problem());
        tools.publisher()
                .publish(tools.envelope().of(request.userId(), checked, traceparent))
                .exceptionally(failure -> {
                    LOG.errorf("key.checked not written cause=%s", failure.toString());
                    return null;
                });
    }

    private static Verdict busy() {
        return Verdict.unreachable(
                ProblemType.SERVICE_UNAVAILABLE,
                "Many keys are being tried just now. It is kept; try it again in a moment.");
    }

    private static Verdict notServed() {
        return Verdict.unreachable(
                ProblemType.PROVIDER_NOT_SERVED,
                "The worker that wanted to try this key does not serve the provider. The key is"
                        + " kept.");
    }
}
