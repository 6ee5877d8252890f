package dev.holdfast.chat.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.chat.stack.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PagesIT extends ApiTest {
    /** What a browser says when a person goes to an address. */
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/static/bundle/[^\"]+)\"");

    @Test
    void showsTheAppUnderEachOfItsAddresses() {
        for (String path : new String[] {"/", "/c/" + newId(), "/settings", "/signed-in?code=a"}) {
            visit(path)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Cache-Control", "no-cache")
                    .header("Last-Modified", nullValue())
                    .body(containsString("/static/bundle/"));
        }
    }

    @Test
    void showsTheAppsOwnNotFoundWithItsStatus() {
        visit("/nowhere/at/all").then().statusCode(404).body(containsString("/static/bundle/"));
    }

    @Test
    void answersAScriptThatIsLostWithAProblem() {
        given().accept("application/json")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .body("slug", equalTo("not-found"));
        visit("/api/nowhere").then().statusCode(404).body("slug", equalTo("not-found"));
    }

    @Test
    void carriesAPolicyThatNamesTheIssuer() {
        String issuer = oidc.issuer().toString();
        visit("/settings")
                .then()
                .header(
                        "Content-Security-Policy",
                        containsString(issuer.substring(0, issuer.lastIndexOf('/'))))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Frame-Options", equalTo("DENY"));
    }

    @Test
    void letsBrowsersKeepWhatCarriesItsHashAndNothingElse() {
        Matcher script = SCRIPT.matcher(visit("/").asString());
        assertThat(script.find()).isTrue();

        given().get(script.group(1))
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable");
        given().get("/static/bundle/gone.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-cache");
    }

    @Test
    void letsTheServiceWorkerServeEveryAddress() {
        given().get("/static/offline.js")
                .then()
                .statusCode(200)
                .header("Service-Worker-Allowed", equalTo("/"))
                .header("Cache-Control", "no-cache");
        given().get("/static/theme.js").then().header("Service-Worker-Allowed", nullValue());
    }

    @Test
    void tellsAPageHowItIsSetUpBeforeAnybodyHasSignedIn() {
        given().get("/api/client")
                .then()
                .statusCode(200)
                .body("issuer", equalTo(oidc.issuer().toString()))
                .body("clientId", equalTo("holdfast-web"))
                .body("endpointsAllowed", equalTo(false))
                .body("maxMessageLength", equalTo(100_000))
                .body("streamUrl", nullValue())
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    private static Response visit(String path) {
        return given().accept(BROWSER).redirects().follow(false).get(path);
    }
}
