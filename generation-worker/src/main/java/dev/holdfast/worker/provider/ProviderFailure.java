package dev.holdfast.worker.provider;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call gave no answer. Whether a second try may help is data, and so is what the user can do
 * about it. A failure that has no better name carries the provider's own message: one short line
 * without a key in it, for the person whose call it was, and for no log.
 */
public sealed interface ProviderFailure {

    ProblemType type();

    /**
     * What happened and what to do, as a person reads it.
     *
     * @param provider its title
     */
    String advice(String provider);

    /** Whether the same call may succeed a little later. */
    default boolean retryable() {
        return false;
    }

    /** How long the provider asked to be left alone. */
    default @Nullable Duration retryAfter() {
        return null;
    }

    /** The same as its user is to be told who left no key: one is wanted, and none was refused. */
    default ProviderFailure withoutKey() {
        return this instanceof KeyRefused ? new KeyMissing() : this;
    }

    /** The same, should the provider's own message repeat this secret. */
    default ProviderFailure without(String secret) {
        return this;
    }

    /**
     * @param provider its title
     */
    default Problem problem(String provider) {
        Problem problem = type().because(advice(provider));
        Duration wait = retryAfter();
        return wait == null ? problem : problem.retryAfter(Math.max(1, wait.toSeconds()));
    }

    /**
     * 401.
     *
     * @param own whether it is the user's own, and not the worker's
     */
    record KeyRefused(boolean own) implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_KEY_REFUSED;
        }

        @Override
        public String advice(String provider) {
            return own
                    ? "This key was refused by "
                            + provider
                            + "; it is wrong, expired or revoked. Check it in Settings."
                    : "The key of this server was refused by "
                            + provider
                            + ". Tell whoever runs it, or add a key of your own in Settings.";
        }
    }

    /** There is none to call with. */
    record KeyMissing() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.KEY_REQUIRED;
        }

        @Override
        public String advice(String provider) {
            return provider + " is called with your own key here. Add one in Settings.";
        }
    }

    /** 403. */
    record Forbidden() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_FORBIDDEN;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " does not let this key use this model, or not from this region."
                    + " Choose another model, or ask the account's owner for access.";
        }
    }

    /** 404. */
    record ModelNotFound() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_MODEL_NOT_FOUND;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " has no model of this name, or this key may not see it."
                    + " Choose another model.";
        }
    }

    /** 429. */
    record RateLimited(@Nullable Duration retryAfter) implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_RATE_LIMITED;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " takes no more calls with this key for the moment. Wait a little and send"
                    + " again.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** 402, or 429 with a word about credit: waiting does not help. */
    record QuotaExceeded() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_QUOTA_EXCEEDED;
        }

        @Override
        public String advice(String provider) {
            return "The account at "
                    + provider
                    + " has no credit left. Add credit there, or use another key in Settings.";
        }
    }

    /**
     * 400 and its kin.
     *
     * @param field the field that the provider objects to, where it named one of ours
     * @param said the provider's own message, where it gave one
     */
    record RequestRefused(@Nullable String field, @Nullable String said)
            implements ProviderFailure {
        public RequestRefused(@Nullable String field) {
            this(field, null);
        }

        @Override
        public ProviderFailure without(String secret) {
            return new RequestRefused(field, Saying.without(said, secret));
        }

        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_REQUEST_REFUSED;
        }

        @Override
        public String advice(String provider) {
            return field == null
                    ? provider
                            + " does not take this request"
                            + Saying.quoted(said)
                            + ". Change the options or the model."
                    : "The model does not take this value of '"
                            + field
                            + "'"
                            + Saying.quoted(said)
                            + ". Change it or choose another model.";
        }
    }

    /**
     * The server demands that user and assistant take turns.
     *
     * @param said the provider's own message, where it gave one
     */
    record TurnsRefused(@Nullable String said) implements ProviderFailure {
        @Override
        public ProviderFailure without(String secret) {
            return new TurnsRefused(Saying.without(said, secret));
        }

        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_REQUEST_REFUSED;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " does not take this conversation"
                    + Saying.quoted(said)
                    + ". Begin a new one, or choose another model.";
        }
    }

    /** The conversation does not fit. */
    record ContextTooLong() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.CONTEXT_TOO_LONG;
        }

        @Override
        public String advice(String provider) {
            return "The conversation is longer than the model can read."
                    + " Start a new conversation, or choose a model with a larger context.";
        }
    }

    /** The provider's filter refused the prompt or stopped the answer. */
    record ContentFiltered() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.CONTENT_FILTERED;
        }

        @Override
        public String advice(String provider) {
            return "The content filter of "
                    + provider
                    + " stopped this answer. Put it another way.";
        }
    }

    /** Its certificate is not believed here: which one and why stands in the worker's log. */
    record CertificateRefused() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_UNREACHABLE;
        }

        @Override
        public String advice(String provider) {
            return "No safe connection to "
                    + provider
                    + " could be made: this server does not trust its certificate. Tell whoever"
                    + " runs this server; sending again does not help.";
        }
    }

    /** No connection. */
    record Unreachable() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_UNREACHABLE;
        }

        @Override
        public String advice(String provider) {
            return "No connection to " + provider + " could be made. Send again in a moment.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The address leads where nothing is called. */
    record AddressRefused() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.ENDPOINT_ADDRESS_REFUSED;
        }

        @Override
        public String advice(String provider) {
            return "The address of "
                    + provider
                    + " leads to a machine that is not public. Whoever runs this server can allow"
                    + " it.";
        }
    }

    /** 3xx. Not followed: the prompt and the key are for the address that was given. */
    record Redirected() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_REDIRECTED;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " answers that it is to be found under another address, and redirects are"
                    + " not followed. Set the address where it is.";
        }
    }

    /**
     * 5xx, or an error inside the stream.
     *
     * @param status HTTP status; that of the answer's head for an error inside the stream
     * @param said the provider's own message, where it gave one
     */
    record Broken(int status, @Nullable Duration retryAfter, @Nullable String said)
            implements ProviderFailure {
        public Broken(int status, @Nullable Duration retryAfter) {
            this(status, retryAfter, null);
        }

        @Override
        public ProviderFailure without(String secret) {
            return new Broken(status, retryAfter, Saying.without(said, secret));
        }

        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_ERROR;
        }

        @Override
        public String advice(String provider) {
            String known = status >= 400 ? " (" + status + ")" : "";
            return provider
                    + " had an error of its own"
                    + known
                    + Saying.quoted(said)
                    + ". Send again in a moment.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The server is there and still reads the model into memory. */
    record ModelLoading(@Nullable Duration retryAfter) implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_MODEL_LOADING;
        }

        @Override
        public String advice(String provider) {
            return provider + " is still loading the model. Send again in a minute or two.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The provider ended the answer properly and had said nothing that could be shown.
     *
     * @param thought whether it had reasoned
     * @param outOfRoom whether the limit on the answer's length ended it
     */
    record EmptyAnswer(boolean thought, boolean outOfRoom) implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.EMPTY_ANSWER;
        }

        @Override
        public String advice(String provider) {
            if (thought && outOfRoom) {
                return "The model used up the whole length of its answer for thinking. Allow more"
                        + " tokens, or a lower reasoning effort, and try again.";
            }
            return thought
                    ? "The model thought and then answered nothing. Try again."
                    : provider + " sent an answer without a word. Try again, or ask differently.";
        }
    }

    /** The answer is not in the format that was agreed on. */
    record Unintelligible() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_ERROR;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " sent something that could not be understood."
                    + " Check the address that the worker calls.";
        }
    }

    /**
     * Silence, or an answer without end.
     *
     * @param waited how long, of which kind
     */
    record TimedOut(Phase phase, Duration waited) implements ProviderFailure {

        /** What was waited for. */
        public enum Phase {
            FIRST_TOKEN("no first word"),
            NEXT_TOKEN("no further word"),
            WHOLE_ANSWER("no end of the answer");

            private final String what;

            Phase(String what) {
                this.what = what;
            }
        }

        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_TIMEOUT;
        }

        @Override
        public String advice(String provider) {
            return provider
                    + " sent "
                    + phase.what
                    + " within "
                    + waited.toSeconds()
                    + " s. Send again, or choose a faster model.";
        }

        @Override
        public boolean retryable() {
            return phase == Phase.FIRST_TOKEN;
        }
    }

    /** The stream ended, or the connection broke, before the answer did. */
    record CutOff() implements ProviderFailure {
        @Override
        public ProblemType type() {
            return ProblemType.PROVIDER_CUT_OFF;
        }

        @Override
        public String advice(String provider) {
            return "The connection to "
                    + provider
                    + " ended in the middle of the answer."
                    + " What had come is kept; send again for a whole one.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
