package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.TokenPrice;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelListTest {

    @Test
    void readsNamesAlone() {
        assertThat(read("{'data': [{'id': 'a'}, {'id': 'b'}, {'object': 'model'}]}"))
                .extracting(ModelOffer::name)
                .containsExactly("a", "b");
    }

    @Test
    void readsGooglesLimitsAndLeavesOutWhatDoesNotChat() {
        // when
        List<ModelOffer> models =
                read(
                        """
                        {'models': [
                          {'name': 'models/g', 'displayName': 'G', 'inputTokenLimit': 10,
                           'outputTokenLimit': 5, 'supportedGenerationMethods': ['generateContent']},
                          {'name': 'models/e', 'supportedGenerationMethods': ['embedContent']}]}
                        """);

        // then
        assertThat(models).hasSize(1);
        assertThat(models.getFirst().name()).isEqualTo("g");
        assertThat(models.getFirst().title()).isEqualTo("G");
        assertThat(models.getFirst().contextTokens()).isEqualTo(10);
        assertThat(models.getFirst().outputTokens()).isEqualTo(5);
    }

    @Test
    void readsPricesPerMillion() {
        // when
        List<ModelOffer> models =
                read(
                        """
                        {'data': [
                          {'id': 'x/y', 'context_length': 8192,
                           'pricing': {'prompt': '0.00000025', 'completion': '0.000002'}},
                          {'id': 'auto', 'pricing': {'prompt': '-1', 'completion': '-1'}}]}
                        """);

        // then
        assertThat(models.getFirst().price())
                .isEqualTo(new TokenPrice(new BigDecimal("0.25"), BigDecimal.TWO, null, "USD"));
        assertThat(models.getLast().price()).isNull();
    }

    @Test
    void takesNothingElseForAList() {
        assertThat(ModelList.read(Buffer.buffer("<html>"))).isEmpty();
        assertThat(ModelList.read(Buffer.buffer("{\"error\": {}}"))).isEmpty();
    }

    private static List<ModelOffer> read(String json) {
        return ModelList.read(Buffer.buffer(json.replace('\'', '"'))).orElseThrow();
    }
}
