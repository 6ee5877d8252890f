package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Completion.Correction.NoThought;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut.Phase;
import java.time.Clock;
import java.time.Duration;

/**
 * Exactly one end, in bounded time: silence and endless answers become {@link
 * ProviderFailure.TimedOut}, an end without a reason {@link ProviderFailure.CutOff}, an answer
 * without a word {@link ProviderFailure.EmptyAnswer}, and whatever follows the first end is
 * dropped.
 */
public final class GuardedProvider extends ForwardingProvider {
    private final CallConfig config;
    private final Timers timers;
    private final Clock clock;

    public GuardedProvider(Provider delegate, CallConfig config, Timers timers, Clock clock) {
        super(delegate);
        this.config = config;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        Guard guard = new Guard(listener, !call.kept().isBlank());
        guard.begin(call);
        return guard;
    }

    /** One call. Confined to its context. */
    private final class Guard extends ForwardingListener implements ProviderStream {
        private final long begunAt = clock.millis();
        private ProviderStream stream = Nothing.STREAM;
        private Runnable timer = () -> {};

        /** When the provider last said anything, or was last allowed to. */
        private long lastSign = begunAt;

        private boolean spoke;
        private boolean thought;

        /** Whether there is anything to show, such as what an earlier run has written. */
        private boolean hasText;

        private boolean paused;
        private boolean ended;

        Guard(ProviderListener listener, boolean hasText) {
            super(listener);
            this.hasText = hasText;
        }

        void begin(ProviderCall call) {
            stream = delegate.stream(call, this);
            watch();
        }

        /**
         * One timer for the whole call, set anew only when it goes off: nothing is set or cancelled
         * on a token's path.
         */
        private void watch() {
            long now = clock.millis();
            long wholeLeft = begunAt + config.wholeTimeout().toMillis() - now;
            long silenceLeft = (paused ? now : lastSign) + patience().toMillis() - now;
            if (wholeLeft <= 0) {
                giveUp(Phase.WHOLE_ANSWER, config.wholeTimeout());
            } else if (silenceLeft <= 0) {
                giveUp(spoke ? Phase.NEXT_TOKEN : Phase.FIRST_TOKEN, patience());
            } else {
                timer =
                        timers.after(
                                Duration.ofMillis(Math.min(wholeLeft, silenceLeft)), this::watch);
            }
        }

        private Duration patience() {
            return spoke ? config.idleTimeout() : config.firstTokenTimeout();
        }

        private void giveUp(Phase phase, Duration waited) {
            ProviderStream abandoned = stream;
            failed(new ProviderFailure.TimedOut(phase, waited));
            abandoned.cancel();
        }

        /**
         * @return whether this is the first end
         */
        private boolean end() {
            boolean first = !ended;
            ended = true;
            timer.run();
            return first;
        }

        private void sign() {
            lastSign = clock.millis();
            spoke = true;
        }

        @Override
        public void stirred() {
            lastSign = clock.millis();
        }

        @Override
        public void reasoned(String piece) {
            if (!ended) {
                sign();
                thought = true;
                listener.reasoned(piece);
            }
        }

        @Override
        public void answered(String piece) {
            if (!ended) {
                sign();
                hasText = hasText || !piece.isBlank();
                listener.answered(piece);
            }
        }

        @Override
        public void cites(Cited citation) {
            if (!ended) {
                sign();
                listener.cites(citation);
            }
        }

        /** No sign of life: some count before they say a word. */
        @Override
        public void spent(Usage usage) {
            if (!ended) {
                listener.spent(usage);
            }
        }

        @Override
        public void completed(Completion completion) {
            if (!end()) {
                return;
            }
            if (completion.finishReason() == null) {
                listener.failed(new ProviderFailure.CutOff());
            } else if (completion.finishReason() == FinishReason.CONTENT_FILTER) {
                listener.failed(new ProviderFailure.ContentFiltered());
            } else if (hasText || completion.correction() instanceof NoThought) {
                listener.completed(completion);
            } else {
                boolean outOfRoom = completion.finishReason() == FinishReason.LENGTH;
                listener.failed(new ProviderFailure.EmptyAnswer(thought, outOfRoom));
            }
        }

        @Override
        public void failed(ProviderFailure failure) {
            if (end()) {
                listener.failed(failure);
            }
        }

        @Override
        public void cancel() {
            end();
            stream.cancel();
        }

        @Override
        public void pause() {
            paused = true;
            stream.pause();
        }

        @Override
        public void resume() {
            paused = false;
            lastSign = clock.millis();
            stream.resume();
        }
    }
}
