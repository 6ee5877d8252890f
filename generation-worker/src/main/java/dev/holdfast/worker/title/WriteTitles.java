package dev.holdfast.worker.title;

import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.SharedContext;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Proposes titles. Safe for any thread; a call lives on the shared context, and the user's key for
 * as long as the call.
 */
@Singleton
final class WriteTitles implements Kind<TitleRequested> {
    private static final Logger LOG = Logger.getLogger(WriteTitles.class);

    private final TitleConfig config;
    private final OpenProvider open;
    private final Publisher publisher;
    private final LookBack lookBack;
    private final Envelope envelope;
    private final Timers timers;
    private final Clock clock;
    private final SharedContext context;
    private final Semaphore places;

    WriteTitles(
            TitleConfig config,
            OpenProvider open,
            Publisher publisher,
            LookBack lookBack,
            Envelope envelope,
            Timers timers,
            Clock clock,
            SharedContext context) {
        this.config = config;
        this.open = open;
        this.publisher = publisher;
        this.lookBack = lookBack;
        this.envelope = envelope;
        this.timers = timers;
        this.clock = clock;
        this.context = context;
        this.places = new Semaphore(config.titlesAtOnce());
    }

    @Override
    public String type() {
        return TitleRequested.TYPE;
    }

    @Override
    public Class<TitleRequested> body() {
        return TitleRequested.class;
    }

    /** Where it is lost with its worker, the conversation keeps the title that it has. */
    @Override
    public Taken begin(TitleRequested request, Delivery delivery) {
        begin(request, delivery.traceparent(), delivery.mayRepeat());
        return Taken.AT_ONCE;
    }

    /**
     * Begins to write one and does not wait for it.
     *
     * @param mayRepeat whether one may have been written for it already: a model is paid again only
     *     if the log does not have it
     */
    private void begin(TitleRequested request, @Nullable String traceparent, boolean mayRepeat) {
        if (!mayRepeat) {
            begin(request, traceparent);
            return;
        }
        var _ =
                lookBack.onTitle(request)
                        .thenAccept(isTitled -> {
                            if (!isTitled) {
                                begin(request, traceparent);
                            }
                        })
                        .exceptionally(bug -> {
                            LOG.errorf("no title was asked for cause=%s", bug.toString());
                            return null;
                        });
    }

    private void begin(TitleRequested request, @Nullable String traceparent) {
        Opening opening =
                open.open(request.owner(), request.model().provider(), null, request.sealedKey());
        if (!(opening instanceof Opening.Ready(var provider, var key, _))
                || provider.profile().titleModel() == null
                || !places.tryAcquire()) {
            propose(request, traceparent, Optional.empty());
            return;
        }
        String model = provider.profile().titleModel();
        context.execute(() ->
                TitleCall.begin(
                        provider,
                        model,
                        request,
                        key,
                        config.titleTimeout(),
                        timers,
                        title -> {
                            places.release();
                            propose(request, traceparent, title);
                        }));
    }

    private void propose(
            TitleRequested request, @Nullable String traceparent, Optional<String> ofModel) {
        ofModel.map(title -> titled(request, title, TitledBy.MODEL))
                .or(() ->
                        TitleText.ofFirstWords(request.question())
                                .map(title -> titled(request, title, TitledBy.FIRST_WORDS)))
                .ifPresent(titled -> publish(request, titled, traceparent));
    }

    private ConversationTitled titled(TitleRequested request, String title, TitledBy by) {
        return new ConversationTitled(request.conversationId(), clock.instant(), title, by);
    }

    private void publish(
            TitleRequested request, ConversationTitled titled, @Nullable String traceparent) {
        publisher
                .publish(envelope.of(request.owner(), titled, traceparent))
                .exceptionally(failure -> {
                    LOG.errorf("conversation.titled not written cause=%s", failure.toString());
                    return null;
                });
    }
}
