package dev.holdfast.gateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gateway.replay.LogJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A socket whose peer reads when the test says so. */
final class FakeOutlet implements Outlet {
    private final Deque<Consumer<@Nullable Throwable>> waiting = new ArrayDeque<>();
    private final List<JsonNode> frames = new ArrayList<>();
    private boolean reading = true;
    private int pings;
    private int mostWaiting;
    private @Nullable CloseCode closed;

    @Override
    public void write(Frame frame, String json, Consumer<@Nullable Throwable> done) {
        try {
            frames.add(LogJson.MAPPER.readTree(json));
        } catch (JsonProcessingException broken) {
            throw new AssertionError("a frame that is not JSON: " + json, broken);
        }
        waiting.add(done);
        mostWaiting = Math.max(mostWaiting, waiting.size());
        if (reading) {
            takeOne();
        }
    }

    @Override
    public void ping(@Nullable String cursor) {
        pings++;
    }

    @Override
    public void close(CloseCode code) {
        closed = code;
    }

    /** The peer stops reading: writes stay open. */
    void pause() {
        reading = false;
    }

    /** The peer reads on. */
    void goOn() {
        reading = true;
        takeOne();
    }

    void takeOne() {
        waiting.remove().accept(null);
    }

    void fail() {
        waiting.remove().accept(new IllegalStateException("connection reset"));
    }

    /** The frames since the last call. */
    List<JsonNode> frames() {
        List<JsonNode> now = List.copyOf(frames);
        frames.clear();
        return now;
    }

    int pings() {
        return pings;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    @Nullable CloseCode closed() {
        return closed;
    }
}
