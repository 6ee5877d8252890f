package dev.holdfast.chat.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadableBodyTest {
    private final ObjectMapper json = new ObjectMapper();

    record Inner(List<Integer> numbers) {}

    record Body(String text, Inner inner) {}

    UnreadableBodyTest() {
        new StrictJson().customize(json);
    }

    @Test
    void namesTheFieldByItsPath() {
        assertThat(problem("{\"inner\": {\"other\": 1}}").field()).isEqualTo("inner.other");
        assertThat(problem("{\"inner\": {\"numbers\": [1, \"2\"]}}").field())
                .isEqualTo("inner.numbers[1]");
        assertThat(problem("{\"text\": true}").slug()).isEqualTo("invalid-field");
        assertThat(problem("{\"inner\": {\"numbers\": [99999999999]}}").field())
                .isEqualTo("inner.numbers[0]");
    }

    @Test
    void saysWhereTheJsonBreaks() {
        assertThat(problem("{\n\"text\": \n}").detail()).contains("line 3");
        assertThat(problem("{\"inner\": {\"numbers\": [\n}").detail()).contains("line 2");
        assertThat(problem("{}}").slug()).isEqualTo("malformed-request");
        assertThat(problem("[]").slug()).isEqualTo("malformed-request");
    }

    @Test
    void repeatsNothingOfTheBody() {
        for (String body :
                List.of(
                        "{\"text\": {\"s3cret\": 1}}",
                        "{\"text\": s3cret}",
                        "{\"inner\": \"s3cret\"}",
                        "\"s3cret\"")) {
            assertThat(problem(body).toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void cutsALongName() {
        assertThat(problem("{\"" + "x".repeat(1000) + "\": 1}").field()).hasSize(65);
    }

    private Problem problem(String body) {
        return UnreadableBody.problem(
                catchThrowableOfType(
                        JsonProcessingException.class, () -> json.readValue(body, Body.class)));
    }
}
