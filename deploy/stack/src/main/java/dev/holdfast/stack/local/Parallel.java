package dev.holdfast.stack.local;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Several slow things at the same time. */
final class Parallel {
    private Parallel() {}

    static <T> CompletableFuture<T> begin(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, runnable -> Thread.ofVirtual().start(runnable));
    }

    /** Runs all to their end, then fails with the first failure if there was one. */
    static void run(List<Runnable> tasks) {
        List<CompletableFuture<Boolean>> running =
                tasks.stream()
                        .map(task ->
                                begin(() -> {
                                    task.run();
                                    return true;
                                }))
                        .toList();
        await(running);
    }

    /** Waits for all of them, then fails with the first failure if there was one. */
    static void await(List<? extends CompletableFuture<?>> running) {
        CompletableFuture<?> all =
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        try {
            all.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
