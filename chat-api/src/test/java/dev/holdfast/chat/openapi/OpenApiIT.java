package dev.holdfast.chat.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.stack.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiIT extends ApiTest {

    @Test
    void describesEveryRouteWithItsProblemsAndItsToken() {
        // when
        JsonPath api =
                given().queryParam("format", "json")
                        .get("/q/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // then
        Map<String, Map<String, Map<String, Object>>> paths = api.getMap("paths");
        assertThat(paths)
                .containsKeys(
                        "/api/conversations",
                        "/api/conversations/{id}",
                        "/api/conversations/{id}/messages/{messageId}",
                        "/api/endpoints",
                        "/api/endpoints/{name}",
                        "/api/keys",
                        "/api/keys/{provider}");
        paths.forEach((path, operations) ->
                operations.forEach((method, operation) -> {
                    assertThat(operation)
                            .as("%s %s", method, path)
                            .containsKey("operationId")
                            .containsEntry("security", List.of(Map.of("bearer", List.of())));
                    assertThat(String.valueOf(operation.get("responses")))
                            .as("%s %s", method, path)
                            .contains("application/problem+json")
                            .contains("unauthenticated");
                }));
        assertThat(api.getMap("components.securitySchemes")).containsOnlyKeys("bearer");
        assertThat(api.getString("components.schemas.Problem.description")).contains("RFC 9457");
        assertThat(api.getString("components.schemas.Content.properties.parts.items.'$ref'"))
                .isEqualTo("#/components/schemas/Part");
        assertThat(api.getList("components.schemas.Part.required")).containsExactly("type");
        assertThat(api.getString("components.schemas.Part.description")).contains("tool-call");
        assertThat(
                        api.getString(
                                "paths.'/api/conversations/{id}/messages/{messageId}'.put.responses"))
                .contains(
                        "too-many-generations", "message-too-long", "id-in-use", "answer-running");
    }
}
