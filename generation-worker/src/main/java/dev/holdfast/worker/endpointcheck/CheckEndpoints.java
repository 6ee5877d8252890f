package dev.holdfast.worker.endpointcheck;

import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.endpoint.EndpointOpening;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keycheck.KeyCheckConfig;
import dev.holdfast.worker.keycheck.Verdict;
import dev.holdfast.worker.keys.KeyOpening;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tries endpoints and says in the log what came of it. Safe for any thread; a try lives on the
 * context that {@code context} stands for, and the key for as long as the try.
 */
public final class CheckEndpoints {
    private static final Logger LOG = Logger.getLogger(CheckEndpoints.class);

    private final Semaphore places;
    private final Tools tools;
    private final Executor context;

    /** What it works with; as many tries at once, and as long, as with keys. */
    record Tools(
            KeyCheckConfig config,
            UserEndpoints endpoints,
            SealedKeys keys,
            Publisher publisher,
            Envelope envelope,
            Timers timers,
            Clock clock,
            MeterRegistry meters) {}

    CheckEndpoints(Tools tools, Executor context) {
        this.tools = tools;
        this.context = context;
        this.places = new Semaphore(tools.config().atOnce());
    }

    /** Begins a try and does not wait for it. */
    public void begin(EndpointCheckRequested request, @Nullable String traceparent) {
        if (!places.tryAcquire()) {
            tell(request, traceparent, Finding.of(busy()));
            return;
        }
        Consumer<Finding> done =
                finding -> {
                    places.release();
                    tell(request, traceparent, finding);
                };
        switch (tools.endpoints().open(request.endpoint().provider(), request.endpoint())) {
            case EndpointOpening.Refused(var problem) ->
                    done.accept(Finding.of(new Verdict(Outcome.UNREACHABLE, problem)));
            case EndpointOpening.Opened opened -> withKey(request, opened, done);
        }
    }

    private void withKey(
            EndpointCheckRequested request, EndpointOpening.Opened opened, Consumer<Finding> done) {
        SealedKey sealed = request.sealedKey();
        if (sealed == null) {
            context.execute(() -> call(request.models(), opened, null, done));
            return;
        }
        switch (tools.keys().open(request.userId(), request.endpoint(), sealed)) {
            case KeyOpening.Opened(ProviderKey key) ->
                    context.execute(() -> call(request.models(), opened, key, done));
            case KeyOpening.Unreadable() -> done.accept(Finding.of(Verdict.unreadable()));
        }
    }

    private void call(
            List<String> models,
            EndpointOpening.Opened opened,
            @Nullable ProviderKey key,
            Consumer<Finding> done) {
        EndpointCheck.begin(opened, models, key, tools.config().timeout(), tools.timers(), done);
    }

    private void tell(
            EndpointCheckRequested request, @Nullable String traceparent, Finding finding) {
        Verdict verdict = finding.verdict();
        tools.meters()
                .counter(
                        "holdfast.endpoint.checks",
                        "outcome",
                        verdict.outcome().name().toLowerCase(Locale.ROOT))
                .increment();
        EndpointChecked checked =
                new EndpointChecked(
                        tools.clock().instant(),
                        request.endpoint().provider(),
                        request.version(),
                        verdict.outcome(),
                        finding.models(),
                        verdict.problem());
        tools.publisher()
                .publish(tools.envelope().of(request.userId(), checked, traceparent))
                .exceptionally(failure -> {
                    LOG.errorf("endpoint.checked not written cause=%s", failure.toString());
                    return null;
                });
    }

    private static Verdict busy() {
        return Verdict.unreachable(
                ProblemType.SERVICE_UNAVAILABLE,
                "Many endpoints are being tried just now. It is kept; try it again in a moment.");
    }
}
