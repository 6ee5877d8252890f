package dev.holdfast.chaos.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.client.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Pages of JSON lines, each with the instant {@code t} at which it was written. Thread-safe; what
 * was noted is on disk after {@link #close()}.
 */
public final class Journal implements AutoCloseable {
    private final Path folder;
    private final Map<String, BufferedWriter> pages = new ConcurrentHashMap<>();

    /**
     * @param folder made when missing
     */
    public Journal(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public void note(String page, Consumer<ObjectNode> filling) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("t", Instant.now().toString());
        filling.accept(line);
        BufferedWriter writer = pages.computeIfAbsent(page, this::open);
        synchronized (writer) {
            try {
                writer.write(line.toString());
                writer.newLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private BufferedWriter open(String page) {
        try {
            return Files.newBufferedWriter(folder.resolve(page + ".jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (BufferedWriter writer : pages.values()) {
            synchronized (writer) {
                try {
                    writer.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
