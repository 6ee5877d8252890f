package dev.holdfast.worker.provider;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that is given up at its first sign of life, to learn whether a key is taken. Confined to
 * its context.
 */
public final class FirstWord implements ProviderListener {
    private final Consumer<Optional<ProviderFailure>> heard;
    private ProviderStream stream = Nothing.STREAM;
    private boolean ended;

    private FirstWord(Consumer<Optional<ProviderFailure>> heard) {
        this.heard = heard;
    }

    /**
     * With the first model that the provider offers: each of them wants the same key. One that
     * offers none is asked for a model without a name; it looks at the key before it minds that.
     */
    static ProviderStream of(
            Provider provider, ProviderKey key, Consumer<Optional<ProviderFailure>> heard) {
        String model =
                provider.profile().models().stream()
                        .findFirst()
                        .map(offer -> offer.name())
                        .orElse("");
        return of(provider, model, key, heard);
    }

    public static ProviderStream of(
            Provider provider,
            String model,
            @Nullable ProviderKey key,
            Consumer<Optional<ProviderFailure>> heard) {
        List<PromptMessage> hello = List.of(new PromptMessage(Role.USER, Content.ofText("Hi")));
        FirstWord word = new FirstWord(heard);
        // Without a limit on tokens: reasoning models refuse one that is as low as would be wanted.
        word.stream =
                provider.stream(
                        new ProviderCall(model, GenerationOptions.NONE, hello, "", key), word);
        return word.stream;
    }

    private void end(@Nullable ProviderFailure failure) {
        if (!ended) {
            ended = true;
            stream.cancel();
            heard.accept(Optional.ofNullable(failure));
        }
    }

    @Override
    public void reasoned(String piece) {
        end(null);
    }

    @Override
    public void answered(String piece) {
        end(null);
    }

    @Override
    public void cites(Cited citation) {
        end(null);
    }

    @Override
    public void completed(Completion completion) {
        end(null);
    }

    /** An answer without a word is an answer all the same. */
    @Override
    public void failed(ProviderFailure failure) {
        end(failure instanceof ProviderFailure.EmptyAnswer ? null : failure);
    }
}
