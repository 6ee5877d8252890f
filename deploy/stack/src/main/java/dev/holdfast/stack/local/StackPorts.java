package dev.holdfast.stack.local;

import dev.holdfast.stack.process.FreePorts;

/** Where everything listens, always on the loopback address. */
public record StackPorts(
        int chatApi, int streamGateway, int worker, int oidc, int kafka, int postgres) {

    public static StackPorts free() {
        return new StackPorts(
                FreePorts.pick(),
                FreePorts.pick(),
                FreePorts.pick(),
                FreePorts.pick(),
                FreePorts.pick(),
                FreePorts.pick());
    }
}
