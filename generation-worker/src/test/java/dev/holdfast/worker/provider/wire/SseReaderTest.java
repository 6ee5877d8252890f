package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void readsEventsWithNamesAndSeveralLines() {
        // when
        read("event: x\ndata: a\ndata: b\n\n:comment\ndata:c\n\nid: 7\n\n", Integer.MAX_VALUE);

        // then
        assertThat(events).containsExactly("x|a\nb", ":", "|c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsEveryKindOfLineEndHoweverTheBytesAreCut(String end) {
        // given
        String stream = "\uFEFFdata: häß €😀\n\n\ndata: {\"a\": 1}\ndata:\n\n".replace("\n", end);

        // when
        for (int size = 1; size < 30; size++) {
            events.clear();
            read(stream, size);

            // then
            assertThat(events)
                    .as("chunks of %d", size)
                    .containsExactly("|häß €😀", "|{\"a\": 1}\n");
        }
    }

    @Test
    void readsTheSameWhereverTheBytesAreCut() {
        // given
        Random dice = new Random(3);
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            stream.append("data: ").append("€".repeat(dice.nextInt(20))).append("\r\n\r\n");
        }
        read(stream.toString(), Integer.MAX_VALUE);
        List<String> whole = List.copyOf(events);

        // when
        for (int round = 0; round < 50; round++) {
            events.clear();
            byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
            SseReader reader = reader(1 << 20);
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + dice.nextInt(40));
                reader.feed(Buffer.buffer(Arrays.copyOfRange(bytes, at, to)));
                at = to;
            }

            // then
            assertThat(events).isEqualTo(whole).hasSize(50);
        }
    }

    @Test
    void takesALastEventWithoutAnEmptyLine() {
        // when
        SseReader reader = reader(100);
        reader.feed(Buffer.buffer("data: [DONE]"));
        reader.end();

        // then
        assertThat(events).containsExactly("|[DONE]");
    }

    @Test
    void refusesAnEventWithoutEnd() {
        // given
        SseReader reader = reader(1000);

        // when
        boolean small = reader.feed(Buffer.buffer("data: " + "x".repeat(900)));
        boolean large = reader.feed(Buffer.buffer("y".repeat(200)));

        // then
        assertThat(small).isTrue();
        assertThat(large).isFalse();
    }

    @Test
    void saysNothingOnceItsReaderHasEnough() {
        // given
        SseReader reader =
                new SseReader(
                        1000,
                        sink((name, data) -> {
                            events.add(data);
                            return !data.equals("enough");
                        }));

        // when
        reader.feed(Buffer.buffer("data: a\n\ndata: enough\n\ndata: b\n\n"));
        reader.feed(Buffer.buffer("data: c\n\n"));
        reader.end();

        // then
        assertThat(events).containsExactly("a", "enough");
    }

    @Test
    void takesAFieldCalledErrorForAnErrorAndHearsComments() {
        // when
        SseReader reader = reader(1000);
        reader.feed(Buffer.buffer(": there\nerror: {\"code\":400}\n\n:\n"));

        // then
        assertThat(events).containsExactly(":", "error|{\"code\":400}", ":");
    }

    private SseReader reader(int maxBytes) {
        return new SseReader(
                maxBytes,
                sink((name, data) -> {
                    events.add(name + "|" + data);
                    return true;
                }));
    }

    private SseReader.Sink sink(BiPredicate<String, String> event) {
        return new SseReader.Sink() {
            @Override
            public boolean event(String name, String data) {
                return event.test(name, data);
            }

            @Override
            public void comment() {
                events.add(":");
            }
        };
    }

    private void read(String stream, int size) {
        SseReader reader = reader(1 << 20);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length - at)) {
            int to = Math.min(bytes.length, size > bytes.length ? bytes.length : at + size);
            assertThat(reader.feed(Buffer.buffer(Arrays.copyOfRange(bytes, at, to)))).isTrue();
        }
        reader.end();
    }
}
