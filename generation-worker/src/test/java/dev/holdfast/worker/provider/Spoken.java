package dev.holdfast.worker.provider;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.ArrayList;
import java.util.List;

/** A plain provider that the test speaks for, and that keeps no promise. */
final class Spoken implements Provider {
    static final ProviderCall CALL =
            new ProviderCall("m", GenerationOptions.NONE, List.of(), "", null);

    final List<ProviderListener> calls = new ArrayList<>();
    int cancelled;
    int paused;
    int resumed;

    @Override
    public ProviderProfile profile() {
        return new ProviderProfile("spoken", "Spoken", Access.SERVER, List.of());
    }

    @Override
    public int keeps(ProviderCall call) {
        return 0;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        calls.add(listener);
        return new ProviderStream() {
            @Override
            public void cancel() {
                cancelled++;
            }

            @Override
            public void pause() {
                paused++;
            }

            @Override
            public void resume() {
                resumed++;
            }
        };
    }

    ProviderListener says() {
        return calls.getLast();
    }
}
