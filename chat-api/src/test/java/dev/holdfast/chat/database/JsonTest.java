package dev.holdfast.chat.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final Json json = new Json(new ObjectMapper());

    @Test
    void writesWhatPostgresTakesWhereverInTheRecordItIs() {
        String written = json.write(Map.of("k\0", List.of("a\0b\ud83dc\ud83d\ude00 \\u0000 \n")));
        assertThat(written)
                .isEqualTo("{\"k\ufffd\":[\"a\ufffdb\ufffdc\ud83d\ude00 \\\\u0000 \\n\"]}");
    }
}
