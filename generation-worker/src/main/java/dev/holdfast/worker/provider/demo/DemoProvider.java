package dev.holdfast.worker.provider.demo;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code demo}: see the package. It goes on exactly where an answer of its own was cut off. */
public final class DemoProvider implements Provider {
    public static final String ID = ProviderAdvertised.DEMO;
    private static final int LETTERS_PER_TOKEN = 4;

    private final Timers timers;

    public DemoProvider(Timers timers) {
        this.timers = timers;
    }

    @Override
    public ProviderProfile profile() {
        return new ProviderProfile(
                ID,
                "Demo",
                Access.SERVER,
                Arrays.stream(DemoModel.values()).map(DemoModel::offer).toList(),
                null,
                false);
    }

    @Override
    public int keeps(ProviderCall call) {
        return DemoModel.named(call.model())
                .filter(model -> answer(call, model).text().startsWith(call.kept()))
                .map(_ -> call.kept().length())
                .orElse(0);
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        Optional<DemoModel> model = DemoModel.named(call.model());
        if (model.isEmpty()) {
            DemoStream nothing = stream(call, DemoModel.FAST, List.of(), listener);
            timers.soon(() -> listener.failed(new ProviderFailure.ModelNotFound()));
            return nothing;
        }
        return answering(call, model.get(), listener);
    }

    private ProviderStream answering(
            ProviderCall call, DemoModel model, ProviderListener listener) {
        DemoAnswer answer = answer(call, model);
        List<DemoToken> tokens = new ArrayList<>();
        if (call.kept().isEmpty()) {
            tokens.addAll(DemoToken.cut(answer.reasoning(), DemoToken.Thought::new));
        } else {
            // It was thought already, so it comes again at once.
            tokens.add(new DemoToken.Thought(answer.reasoning()));
        }
        String rest = answer.text().substring(call.kept().length());
        tokens.addAll(DemoToken.cut(rest, DemoToken.Word::new));
        DemoStream stream = stream(call, model, tokens, listener);
        stream.begin(call.kept().isEmpty() ? model.firstToken() : Duration.ZERO);
        return stream;
    }

    private DemoStream stream(
            ProviderCall call, DemoModel model, List<DemoToken> tokens, ProviderListener listener) {
        Integer most = call.options().maxTokens();
        int room = most == null ? Integer.MAX_VALUE : Math.max(0, most);
        boolean cut = room < tokens.size();
        List<DemoToken> said = cut ? tokens.subList(0, room) : tokens;
        int letters =
                call.messages().stream()
                        .mapToInt(message -> message.content().text().length())
                        .sum();
        return new DemoStream(
                timers,
                listener,
                said,
                cut ? FinishReason.LENGTH : FinishReason.STOP,
                letters / LETTERS_PER_TOKEN + 1,
                model.tokensPerSecond());
    }

    private static DemoAnswer answer(ProviderCall call, DemoModel model) {
        String prompt =
                call.messages().stream()
                        .filter(message -> message.role() == Role.USER)
                        .map(message -> message.content().text())
                        .reduce("", (_, last) -> last);
        return DemoAnswer.to(prompt, model.sections());
    }
}
