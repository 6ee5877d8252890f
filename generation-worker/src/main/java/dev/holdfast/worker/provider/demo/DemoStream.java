package dev.holdfast.worker.provider.demo;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One answer on its way, token by token, on timers. Tokens have due times, so that a timer that
 * comes late is made good by the next. Confined to its context.
 */
final class DemoStream implements ProviderStream {

    /** What is said in one go where there is no pace; others of the context get their turn. */
    private static final int BURST = 32;

    private final Timers timers;
    private final ProviderListener listener;
    private final List<DemoToken> tokens;
    private final FinishReason finishReason;
    private final int inputTokens;

    /** Microseconds between two tokens; 0 = as fast as possible. */
    private final long interval;

    private final Random variation = new Random(7);
    private Runnable timer = () -> {};
    private int next;

    /** Of what was said. */
    private int thoughts;

    private boolean paused;
    private boolean over;

    /** Whether {@link #speak} is due: two of them would speak at twice the pace. */
    private boolean due;

    /** Microseconds that timers, which count milliseconds, still owe. */
    private long owed;

    DemoStream(
            Timers timers,
            ProviderListener listener,
            List<DemoToken> tokens,
            FinishReason finishReason,
            int inputTokens,
            int tokensPerSecond) {
        this.timers = timers;
        this.listener = listener;
        this.tokens = tokens;
        this.finishReason = finishReason;
        this.inputTokens = inputTokens;
        this.interval = tokensPerSecond == 0 ? 0 : 1_000_000 / tokensPerSecond;
    }

    void begin(Duration firstToken) {
        if (firstToken.isZero()) {
            speakSoon();
        } else {
            speakAfter(firstToken);
        }
    }

    private void speakSoon() {
        if (!due) {
            due = true;
            timers.soon(this::speak);
        }
    }

    private void speakAfter(Duration wait) {
        due = true;
        timer = timers.after(wait, this::speak);
    }

    private void speak() {
        due = false;
        int burst = interval == 0 ? BURST : 1;
        for (int i = 0; i < burst && next < tokens.size(); i++) {
            if (paused || over) {
                return;
            }
            say(tokens.get(next++));
        }
        if (over || paused) {
            return;
        }
        if (next == tokens.size()) {
            over = true;
            listener.completed(new Completion(finishReason));
        } else if (interval == 0) {
            speakSoon();
        } else {
            // Between half and one and a half of the interval, as models do.
            owed += interval / 2 + variation.nextLong(interval);
            Duration wait = Duration.ofMillis(owed / 1000);
            owed %= 1000;
            speakAfter(wait);
        }
    }

    private void say(DemoToken token) {
        thoughts += token instanceof DemoToken.Thought ? 1 : 0;
        listener.spent(new Usage(inputTokens, next, thoughts, null));
        token.sayTo(listener);
    }

    @Override
    public void cancel() {
        over = true;
        timer.run();
    }

    @Override
    public void pause() {
        paused = true;
        if (interval > 0) {
            timer.run();
            due = false;
        }
    }

    @Override
    public void resume() {
        if (paused && !over) {
            paused = false;
            speakSoon();
        }
    }
}
