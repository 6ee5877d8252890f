package dev.holdfast.worker.title;

import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.keys.KeyOpening;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Proposes titles. Safe for any thread; a call lives on the context that {@code context} stands
 * for, and the user's key for as long as the call.
 */
public final class WriteTitles {
    private static final Logger LOG = Logger.getLogger(WriteTitles.class);

    private final Tools tools;
    private final Executor context;
    private final Semaphore places;

    /** What it works with. */
    record Tools(
            TitleConfig config,
            Providers providers,
            SealedKeys keys,
            Publisher publisher,
            LookBack lookBack,
            Envelope envelope,
            Timers timers,
            Clock clock) {}

    WriteTitles(Tools tools, Executor context) {
        this.tools = tools;
        this.context = context;
        this.places = new Semaphore(tools.config().titlesAtOnce());
    }

    /**
     * Begins to write one and does not wait for it.
     *
     * @param mayRepeat whether one may have been written for it already: a model is paid again only
     *     if the log does not have it
     */
    public void begin(TitleRequested request, @Nullable String traceparent, boolean mayRepeat) {
        if (!mayRepeat) {
            begin(request, traceparent);
            return;
        }
        var _ =
                tools.lookBack()
                        .onTitle(request)
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
        String id = request.model().provider();
        Optional<Provider> provider = tools.providers().named(id);
        String model = provider.map(each -> each.profile().titleModel()).orElse(null);
        if (provider.isEmpty() || model == null || !places.tryAcquire()) {
            propose(request, traceparent, Optional.empty());
            return;
        }
        Consumer<Optional<String>> done =
                title -> {
                    places.release();
                    propose(request, traceparent, title);
                };
        SealedKey sealed = request.sealedKey();
        if (sealed == null) {
            call(provider.get(), model, request, null, done);
            return;
        }
        switch (tools.keys().open(request.userId(), id, sealed)) {
            case KeyOpening.Opened(ProviderKey key) ->
                    call(provider.get(), model, request, key, done);
            case KeyOpening.Unreadable() -> done.accept(Optional.empty());
        }
    }

    private void call(
            Provider provider,
            String model,
            TitleRequested request,
            @Nullable ProviderKey key,
            Consumer<Optional<String>> done) {
        context.execute(() ->
                TitleCall.begin(
                        provider,
                        model,
                        request,
                        key,
                        tools.config().titleTimeout(),
                        tools.timers(),
                        done));
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
        return new ConversationTitled(request.conversationId(), tools.clock().instant(), title, by);
    }

    private void publish(
            TitleRequested request, ConversationTitled titled, @Nullable String traceparent) {
        tools.publisher()
                .publish(tools.envelope().of(request.userId(), titled, traceparent))
                .exceptionally(failure -> {
                    LOG.errorf("conversation.titled not written cause=%s", failure.toString());
                    return null;
                });
    }
}
