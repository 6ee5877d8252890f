package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what a provider said. */
public final class Heard implements ProviderListener {
    private final Queue<String> text = new ConcurrentLinkedQueue<>();
    private final Queue<String> reasoning = new ConcurrentLinkedQueue<>();

    /** Completions and failures, of which there must be one. */
    public final List<Object> ends = new CopyOnWriteArrayList<>();

    public final List<@Nullable WaitsFor> waits = new CopyOnWriteArrayList<>();

    public final List<Cited> citations = new CopyOnWriteArrayList<>();

    /** The last word on what it cost. */
    public volatile @Nullable Usage usage;

    /** How often the model began its answer again. */
    public int began;

    public final CompletableFuture<Object> end = new CompletableFuture<>();
    public final CompletableFuture<Void> firstWord = new CompletableFuture<>();

    @Override
    public void reasoned(String piece) {
        reasoning.add(piece);
        firstWord.complete(null);
    }

    @Override
    public void answered(String piece) {
        text.add(piece);
        firstWord.complete(null);
    }

    @Override
    public void beganAnew() {
        began++;
    }

    @Override
    public void waits(@Nullable WaitsFor what) {
        waits.add(what);
    }

    @Override
    public void cites(Cited cited) {
        citations.add(cited);
    }

    @Override
    public void spent(Usage counted) {
        usage = counted;
    }

    @Override
    public void completed(Completion completion) {
        ends.add(completion);
        end.complete(completion);
    }

    @Override
    public void failed(ProviderFailure failure) {
        ends.add(failure);
        end.complete(failure);
    }

    public String text() {
        return String.join("", text);
    }

    public String reasoning() {
        return String.join("", reasoning);
    }

    public Object onlyEnd() {
        if (ends.size() != 1) {
            throw new AssertionError("ends: " + ends);
        }
        return ends.getFirst();
    }
}
