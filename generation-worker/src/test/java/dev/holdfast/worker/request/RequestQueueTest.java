package dev.holdfast.worker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestQueueTest {

    /** A worker polls while it has so much room: with more than its capacity it never would. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 1", "63, 1", "64, 2", "256, 8", "10000, 8"})
    void takesASmallPartOfItsCapacityAtOnce(int capacity, int atOnce) {
        assertThat(new RequestQueue(Map.of(), new Limits(capacity)).atOnce()).isEqualTo(atOnce);
    }
}
