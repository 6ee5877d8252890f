package dev.holdfast.worker.run;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;

/** What a run will do once its claim stands. */
sealed interface Plan {

    /** The part of the answer that stays from the attempt before. */
    String kept();

    record Call(Provider provider, ProviderCall call) implements Plan {
        @Override
        public String kept() {
            return call.kept();
        }
    }

    /** It can only say why not. What text there is stays. */
    record Refuse(Problem problem, String kept) implements Plan {}
}
