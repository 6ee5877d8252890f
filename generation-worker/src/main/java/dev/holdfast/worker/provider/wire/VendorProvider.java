package dev.holdfast.worker.provider.wire;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Reworded;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.entry.Continuation;
import dev.holdfast.worker.provider.entry.ModelEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.resume.Resumed;
import dev.holdfast.worker.provider.wire.Peculiarities.Demands;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider of the operator's file. A LangChain4j model object is made per call: it costs
 * microseconds, and holds the key for exactly as long as the request is written.
 */
public final class VendorProvider implements Provider, Listing {
    private final Served served;
    private final Dialect dialect;
    private final StreamTransport transport;
    private final Timers timers;

    /** With what the provider's own list had when it was last read. */
    private volatile ProviderProfile profile;

    public VendorProvider(
            Served served, Dialect dialect, StreamTransport transport, Timers timers) {
        this.served = served;
        this.dialect = dialect;
        this.transport = transport;
        this.timers = timers;
        this.profile = profileWith(served, List.of());
    }

    private static ProviderProfile profileWith(Served served, List<ModelOffer> listed) {
        return new ProviderProfile(
                served.id(),
                served.title(),
                served.access(),
                served.offers(listed),
                served.titleModel(listed),
                served.takesKeys());
    }

    @Override
    public ProviderProfile profile() {
        return profile;
    }

    /**
     * Reads the provider's own list anew, where it has one that can be asked for. A list that
     * cannot be read leaves the last one.
     */
    public void readList() {
        if (served.isListed()) {
            transport
                    .get(
                            served.baseUrl() + dialect.modelsPath(),
                            dialect.authorization(served.key()))
                    .onSuccess(body ->
                            ModelList.read(body)
                                    .ifPresent(found -> profile = profileWith(served, found)));
        }
    }

    /** All of it; where the model is handed its beginning, all that its vendor takes back. */
    @Override
    public int keeps(ProviderCall call) {
        ModelEntry model = served.model(call.model());
        if (call.kept().isBlank() || model.continues() == Continuation.NONE) {
            return 0;
        }
        return model.takesBack(call.options()) ? dialect.keeps(call.kept()) : call.kept().length();
    }

    private boolean isAskedToGoOn(ProviderCall call) {
        return !call.kept().isEmpty() && !served.model(call.model()).takesBack(call.options());
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        ForgivingCall forgiving =
                new ForgivingCall(
                        heard(call, withoutTags(call, listener)),
                        dialect.optionalFields(),
                        transport.learnt(),
                        served.baseUrl(),
                        call.repeatsARole(),
                        (demands, heard) -> once(call, demands, heard));
        forgiving.begin();
        return forgiving;
    }

    private StreamingCall once(ProviderCall call, Demands demands, ProviderListener heard) {
        StreamingCall stream = new StreamingCall(transport, dialect.reader(), heard);
        refusal(call)
                .ifPresentOrElse(
                        why -> timers.soon(() -> stream.giveUp(why)),
                        () ->
                                write(
                                        demands.alternation() ? call.alternating() : call,
                                        demands.refused(),
                                        stream));
        return stream;
    }

    private ProviderListener withoutTags(ProviderCall call, ProviderListener listener) {
        Peculiarities learnt = transport.learnt();
        boolean goesOn = isAskedToGoOn(call);
        // Of the call, which holds the prompt, no more is kept than is needed when it speaks.
        String model = call.model();
        boolean fromTheStart = call.kept().isEmpty() || goesOn;
        return new ThinkTags(
                goesOn ? new Resumed(call.kept(), listener) : listener,
                fromTheStart && learnt.thinksFirst(served.baseUrl(), call.model()),
                thinks -> {
                    if (fromTheStart) {
                        learnt.learn(served.baseUrl(), model, thinks);
                    }
                });
    }

    /** Where the provider has an address that costs nothing, there; else by a word of an answer. */
    @Override
    public ProviderStream check(ProviderKey key, Consumer<Optional<ProviderFailure>> heard) {
        String path = served.keyTriedAt(dialect.modelsPath());
        if (path == null) {
            return Provider.super.check(key, heard);
        }
        Consumer<Optional<ProviderFailure>> masked =
                failure -> heard.accept(failure.map(each -> each.without(key.reveal())));
        KeyTrial trial = new KeyTrial(transport, masked, () -> Provider.super.check(key, heard));
        trial.begin(served.baseUrl() + path, dialect.authorization(key.reveal()));
        return trial;
    }

    @Override
    public ProviderStream list(@Nullable ProviderKey key, Consumer<ListAnswer> heard) {
        String secret = key == null ? served.key() : key.reveal();
        ListCall call = new ListCall(transport, answer -> heard.accept(masked(answer, secret)));
        call.begin(served.baseUrl() + dialect.modelsPath(), dialect.authorization(secret));
        return call;
    }

    private static ListAnswer masked(ListAnswer answer, @Nullable String secret) {
        return answer instanceof ListAnswer.Failed(var failure) && secret != null
                ? new ListAnswer.Failed(failure.without(secret))
                : answer;
    }

    private Optional<ProviderFailure> refusal(ProviderCall call) {
        if (call.key() == null && served.access() == Access.OWN_KEY) {
            return Optional.of(new ProviderFailure.KeyMissing());
        }
        return served.model(call.model())
                .refused(call.options())
                .map(ProviderFailure.RequestRefused::new);
    }

    private void write(ProviderCall call, Set<String> leftOut, StreamingCall stream) {
        Prompt prompt = new Prompt(call, served.model(call.model()), served.baseUrl(), keyOf(call));
        try {
            dialect.write(
                    prompt,
                    new Handover(request ->
                            stream.begin(
                                    request,
                                    Body.without(
                                            leftOut, dialect.amended(prompt, request.body())))),
                    new Objections(() -> refuse(stream, null)));
        } catch (OptionRefused refused) {
            refuse(stream, refused.field());
        } catch (IllegalArgumentException objection) {
            // LangChain4j's own checks, such as of a message without text.
            refuse(stream, null);
        }
    }

    private void refuse(StreamingCall stream, @Nullable String field) {
        timers.soon(() -> stream.giveUp(new ProviderFailure.RequestRefused(field)));
    }

    private @Nullable String keyOf(ProviderCall call) {
        ProviderKey own = call.key();
        return own == null ? served.key() : own.reveal();
    }

    /** Tells a refusal of the user's key from one of the server's, and repeats neither key. */
    private ProviderListener heard(ProviderCall call, ProviderListener listener) {
        String secret = keyOf(call);
        boolean isOwn = call.key() != null;
        return new Reworded(
                listener,
                failure ->
                        failure instanceof ProviderFailure.KeyRefused
                                ? new ProviderFailure.KeyRefused(isOwn)
                                : secret == null ? failure : failure.without(secret));
    }
}
