package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderKey;
import org.jspecify.annotations.Nullable;

/** From a request to what will be done about it. */
final class PlanRun {
    private static final Problem NOT_SERVED =
            ProblemType.PROVIDER_NOT_SERVED.because(
                    "The worker that took this request does not serve this provider. Choose a model"
                            + " from the list, or turn the provider on for every worker.");

    private static final Problem KEY_UNREADABLE =
            ProblemType.KEY_UNREADABLE.because(
                    "Your key for this provider cannot be opened any more. Store it again.");

    private final OpenProvider open;

    PlanRun(OpenProvider open) {
        this.open = open;
    }

    Plan of(GenerationRequested request) {
        String provider = request.model().provider();
        return switch (open.open(
                request.owner(), provider, request.endpoint(), request.sealedKey())) {
            case Opening.Ready(var opened, var key, _) -> call(opened, request, key);
            case Opening.NotServed() -> refuse(NOT_SERVED, request);
            case Opening.KeyUnreadable() -> refuse(KEY_UNREADABLE, request);
            case Opening.Refused(var problem) -> refuse(problem, request);
        };
    }

    private static Plan refuse(Problem problem, GenerationRequested request) {
        return new Plan.Refuse(problem, keepable(request));
    }

    private static Plan call(
            Provider provider, GenerationRequested request, @Nullable ProviderKey key) {
        Content soFar = keepable(request);
        ProviderCall call =
                new ProviderCall(
                        request.model().name(),
                        request.options(),
                        request.messages(),
                        soFar.text(),
                        key);
        int keeps = call.kept().isEmpty() ? 0 : provider.keeps(call);
        Content kept = soFar.upTo(shorter(soFar, call.kept().length() - keeps));
        return new Plan.Call(provider, call.keeping(kept.isEmpty() ? 0 : keeps), kept);
    }

    private static Content keepable(GenerationRequested request) {
        return request.soFar().upTo(request.soFar().keepable());
    }

    /**
     * The mark before a content's last so many code units. What a provider does not take back is
     * the end of the last text at most, such as blanks; where it is more, all is begun again.
     */
    private static Mark shorter(Content content, int by) {
        Mark mark = content.mark();
        return by < mark.length() ? new Mark(mark.parts(), mark.length() - by) : Mark.NONE;
    }
}
