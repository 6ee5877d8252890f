package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;

/** What a run will do once its claim stands. */
sealed interface Plan {

    /** What stays of the answer of the attempt before. */
    Content kept();

    record Call(Provider provider, ProviderCall call, Content kept) implements Plan {}

    /** It can only say why not. What text there is stays. */
    record Refuse(Problem problem, Content kept) implements Plan {}
}
