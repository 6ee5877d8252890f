package dev.holdfast.worker.rehearsal;

import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.entry.WireName;
import java.util.Map;

/** The wires that this worker speaks. */
@FunctionalInterface
public interface Wires {

    /**
     * Providers as users' calls meet them, decorations and all, but that each one's address is
     * below {@code address}: {@link LoopbackProvider#pathOf}. What they do is in no metric.
     *
     * @param address without a slash at its end
     */
    Map<WireName, Provider> spokenWith(String address);
}
