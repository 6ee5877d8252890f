package dev.holdfast.stack.local;

import java.util.Map;

/** What one process is told that its brothers are not: asked once, when it is added. */
@FunctionalInterface
public interface ProcessEnvironment {
    ProcessEnvironment NOTHING = (service, name) -> Map.of();

    /**
     * @param name the process's, unique in its stack
     */
    Map<String, String> of(Service service, String name);
}
