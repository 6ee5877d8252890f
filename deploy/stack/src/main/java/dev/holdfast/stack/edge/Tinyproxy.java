package dev.holdfast.stack.edge;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real forward proxy, which wants a name and a password, with {@link World} behind it: so names
 * that nobody else can look up lead to servers of a test.
 */
public final class Tinyproxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LOGIN = "holdfast:p.ss";

    private final Child child;
    private final int port;
    private final World world;

    private Tinyproxy(Child child, int port, World world) {
        this.child = child;
        this.port = port;
        this.world = world;
    }

    /**
     * @param folder for its files
     */
    public static Tinyproxy start(Path folder) {
        int port = FreePorts.pick();
        World world = World.open();
        Path file = folder.resolve("tinyproxy.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file,
                    """
                    Port %d
                    Listen 127.0.0.1
                    Timeout 60
                    MaxClients 100
                    BasicAuth holdfast p.ss
                    Upstream http 127.0.0.1:%d
                    """
                            .formatted(port, world.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child child =
                Child.start(
                        "tinyproxy",
                        List.of(Installed.program("tinyproxy"), "-d", "-c", file.toString()),
                        Map.of(),
                        folder.resolve("tinyproxy.log"));
        Readiness.await(child, PATIENCE, () -> Readiness.accepts(port));
        return new Tinyproxy(child, port, world);
    }

    /** As {@code HTTPS_PROXY} says it. */
    public String address() {
        return "http://" + LOGIN + "@127.0.0.1:" + port;
    }

    /** What was asked for through it, as {@code CONNECT host:port} or {@code GET http://…}. */
    public List<String> asked() {
        return world.asked();
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, PATIENCE);
        world.close();
    }
}
