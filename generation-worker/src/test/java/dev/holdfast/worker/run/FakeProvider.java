package dev.holdfast.worker.run;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider that the test speaks for. */
final class FakeProvider implements Provider {
    final List<ProviderCall> calls = new ArrayList<>();
    private final List<ProviderListener> listeners = new ArrayList<>();
    int cancelled;
    boolean paused;
    int pauses;
    int keeps;
    boolean broken;
    @Nullable Error error;

    @Override
    public ProviderProfile profile() {
        return new ProviderProfile("fake", "Fake", Access.SERVER, List.of());
    }

    @Override
    public int keeps(ProviderCall call) {
        return keeps;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        if (broken) {
            throw new IllegalStateException("a bug");
        }
        if (error != null) {
            throw error;
        }
        calls.add(call);
        listeners.add(listener);
        return new ProviderStream() {
            @Override
            public void cancel() {
                cancelled++;
            }

            @Override
            public void pause() {
                paused = true;
                pauses++;
            }

            @Override
            public void resume() {
                paused = false;
            }
        };
    }

    ProviderListener says() {
        return listeners.getLast();
    }
}
