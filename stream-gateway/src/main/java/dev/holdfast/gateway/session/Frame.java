package dev.holdfast.gateway.session;

import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.ResetReason;
import org.jspecify.annotations.Nullable;

/** What a client receives. {@link #json} is the frame; docs/protocol.md says what it means. */
public sealed interface Frame {

    /** The frame's {@code type}. */
    String type();

    /** Where the client stands after it; null if it does not move. */
    @Nullable String cursor();

    String json();

    record Welcome(String cursor, boolean resumed) implements Frame {
        @Override
        public String type() {
            return "welcome";
        }

        @Override
        public String json() {
            return "{\"type\":\"welcome\",\"cursor\":\"%s\",\"resumed\":%b}"
                    .formatted(cursor, resumed);
        }
    }

    /**
     * @param events the elements of a JSON array, put in as they are
     * @param newestAt the timestamp of the newest record, in milliseconds since the epoch
     */
    record Events(String cursor, String events, int count, long newestAt) implements Frame {
        @Override
        public String type() {
            return "events";
        }

        @Override
        public String json() {
            return "{\"type\":\"events\",\"cursor\":\""
                    + cursor
                    + "\",\"events\":["
                    + events
                    + "]}";
        }
    }

    record OfSnapshot(String cursor, GenerationSnapshot generation) implements Frame {
        @Override
        public String type() {
            return "snapshot";
        }

        @Override
        public String json() {
            return "{\"type\":\"snapshot\",\"cursor\":\""
                    + cursor
                    + "\",\"generation\":"
                    + LogJson.write(generation)
                    + "}";
        }
    }

    record Reset(String cursor, ResetReason reason) implements Frame {
        @Override
        public String type() {
            return "reset";
        }

        @Override
        public String json() {
            return "{\"type\":\"reset\",\"reason\":\"%s\",\"cursor\":\"%s\"}"
                    .formatted(reason.slug(), cursor);
        }
    }

    record OfProblem(Problem problem) implements Frame {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public @Nullable String cursor() {
            return null;
        }

        @Override
        public String json() {
            return "{\"type\":\"error\",\"problem\":" + LogJson.write(problem) + "}";
        }
    }

    /**
     * @param cursor where the connection stands, so that one that is idle for a day does not come
     *     back with a cursor of yesterday; null before its first resume
     */
    record Pong(@Nullable String cursor) implements Frame {
        @Override
        public String type() {
            return "pong";
        }

        @Override
        public String json() {
            return cursor == null
                    ? "{\"type\":\"pong\"}"
                    : "{\"type\":\"pong\",\"cursor\":\"" + cursor + "\"}";
        }
    }
}
