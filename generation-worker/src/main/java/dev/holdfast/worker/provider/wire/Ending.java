package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import org.jspecify.annotations.Nullable;

/** What is known of an answer's end before it comes. One per answer. */
public final class Ending {
    private @Nullable FinishReason reason;

    /** The last word counts. */
    public void because(FinishReason finishReason) {
        reason = finishReason;
    }

    public boolean isKnown() {
        return reason != null;
    }

    /** For an end that the events themselves have declared. */
    public void tell(ProviderListener answer) {
        tell(answer, AnswerReader.End.CLOSED);
    }

    /** A stream that closed without a reason was cut off; one that was declared over was not. */
    public void tell(ProviderListener answer, AnswerReader.End how) {
        if (reason != null) {
            answer.completed(new Completion(reason));
        } else {
            switch (how) {
                case DECLARED -> answer.completed(new Completion(FinishReason.OTHER));
                case CLOSED -> answer.failed(new ProviderFailure.CutOff());
            }
        }
    }

    /** A count that a vendor may leave out. */
    public static @Nullable Integer count(JsonNode number) {
        return number.isNumber() ? (Integer) number.asInt() : null;
    }
}
