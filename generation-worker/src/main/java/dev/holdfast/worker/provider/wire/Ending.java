package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import org.jspecify.annotations.Nullable;

/** What is known of an answer's end before it comes. One per answer. */
public final class Ending {
    private @Nullable FinishReason reason;
    private @Nullable Usage usage;

    /** The last word counts. */
    public void because(FinishReason finishReason) {
        reason = finishReason;
    }

    public void spent(Usage spent) {
        usage = spent;
    }

    public boolean isKnown() {
        return reason != null;
    }

    /** An end without a reason is none: the answer was cut off. */
    public void tell(ProviderListener answer) {
        if (reason == null) {
            answer.failed(new ProviderFailure.CutOff());
        } else {
            answer.completed(new Completion(reason, usage));
        }
    }

    /** A count that a vendor may leave out. */
    public static @Nullable Integer count(JsonNode number) {
        return number.isNumber() ? (Integer) number.asInt() : null;
    }
}
