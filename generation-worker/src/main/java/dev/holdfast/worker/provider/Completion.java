package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * How an answer ended; what it cost was said before ({@link ProviderListener#spent}).
 *
 * @param finishReason null where the provider gave none: the answer was cut off, whatever the
 *     transport says
 * @param correction null where each piece was named rightly when it came, which is the rule
 */
public record Completion(@Nullable FinishReason finishReason, @Nullable Correction correction) {

    public Completion(@Nullable FinishReason finishReason) {
        this(finishReason, null);
    }

    /**
     * What turned out at the end about pieces that had been passed on already: some models close
     * their thinking with a tag and never open it.
     */
    public sealed interface Correction {

        /** The answer as it is, of what this call had called answer and reasoning. */
        String text(String answered, String reasoned);

        String reasoning(String answered, String reasoned);

        /**
         * The beginning of what was called the answer was thinking.
         *
         * @param length of that beginning, in UTF-16 code units
         */
        record ThoughtFirst(int length) implements Correction {
            @Override
            public String text(String answered, String reasoned) {
                return answered.substring(Math.min(length, answered.length())).stripLeading();
            }

            @Override
            public String reasoning(String answered, String reasoned) {
                return reasoned + answered.substring(0, Math.min(length, answered.length()));
            }
        }

        /** What both are, whatever they were called. */
        record Whole(String text, String reasoning) implements Correction {
            @Override
            public String text(String answered, String reasoned) {
                return text;
            }

            @Override
            public String reasoning(String answered, String reasoned) {
                return reasoning;
            }
        }

        /** All that was called reasoning was the answer. */
        record NoThought() implements Correction {
            @Override
            public String text(String answered, String reasoned) {
                return reasoned + answered;
            }

            @Override
            public String reasoning(String answered, String reasoned) {
                return "";
            }
        }
    }
}
