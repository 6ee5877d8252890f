package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.markdown.AnswerHtml;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs of which nobody reads a word: all that a run does, but that its records go nowhere and that
 * it takes no place.
 */
public final class RehearseRun {
    private static final String MODEL = "rehearsal";

    private final Run.Tools tools;
    private final Supplier<Executor> contexts;

    /**
     * @param tools of which the publisher takes nothing
     */
    RehearseRun(Run.Tools tools, Supplier<Executor> contexts) {
        this.tools = tools;
        this.contexts = contexts;
    }

    /** Blocks, for a second or more: no event loop should be the first to meet a formula. */
    public void formulas() {
        AnswerHtml.warmUp();
    }

    /**
     * @return the answer's text as far as it came, when the run has ended; however it did
     */
    public CompletionStage<String> with(Provider provider) {
        GenerationRequested request =
                new GenerationRequested(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        MODEL,
                        1,
                        new ModelRef(provider.profile().id(), MODEL),
                        GenerationOptions.NONE,
                        List.of(
                                new PromptMessage(
                                        Role.USER,
                                        Content.ofText("Something of everything, please."))),
                        Content.EMPTY,
                        null,
                        null,
                        null,
                        tools.clock().instant());
        ProviderCall call =
                new ProviderCall(MODEL, request.options(), request.messages(), "", null);
        CompletableFuture<String> ended = new CompletableFuture<>();
        Run run =
                new Run(
                        Job.of(request, UUID.randomUUID().toString(), null, false),
                        request,
                        new Plan.Call(provider, call, Content.EMPTY),
                        tools,
                        contexts.get(),
                        (it, _) -> ended.complete(it.text()));
        return run.begin().thenCompose(_ -> ended);
    }
}
