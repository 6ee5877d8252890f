package dev.holdfast.chat.app;

import static java.util.stream.Collectors.joining;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import dev.holdfast.chat.browser.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page talks to: the app's files, REST, the stream and the issuer. A test says how a call
 * is answered; what it does not say is answered as by an empty installation. Confined to the test's
 * thread, as everything of Playwright is.
 */
final class PlayedServer {
    static final String ISSUER = "https://issuer.example";

    private static final Path WEB = Path.of("src/main/resources/web");

    /** An access token that nobody looks into. */
    static final String TOKEN = "token";

    private static final Pattern TEXT = Pattern.compile("\"text\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** By method and path; the last that matches counts. */
    private final Map<Pattern, Consumer<Route>> answers = new LinkedHashMap<>();

    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Map<String, List<Route>> held = new LinkedHashMap<>();
    private final List<WebSocketRoute> streams = new ArrayList<>();
    private final Path app = Bundle.make("app.ts", "app");

    PlayedServer() {
        on(
                "GET /api/client",
                """
                {"issuer": "%s", "clientId": "web", "scope": "openid", "maxMessageLength": 100000}
                """
                        .formatted(ISSUER));
        on(
                "GET /api/conversations",
                """
                {"conversations": [], "running": [], "cursor": "0"}\
                """);
        on("GET /api/conversations/[^/]+", route -> problem(route, 404, "conversation-not-found"));
        on(
                "GET /api/models",
                """
                {"providers": [{"id": "p", "title": "P", "health": "up", "access": "server",
                 "takesKeys": false,
                 "models": [{"name": "m", "title": "M", "capabilities": []}]}]}\
                """);
        on("GET /api/keys", "{\"keys\": []}");
        on("GET /api/endpoints", "{\"endpoints\": []}");
        on("PUT /api/conversations/[^/]+", PlayedServer::make);
        on("DELETE /api/conversations/[^/]+", route -> json(route, 204, ""));
        on("PUT /api/conversations/[^/]+/messages/[^/]+", PlayedServer::accept);
        on("POST /api/generations/[^/]+/stop", route -> json(route, 202, ""));
    }

    void answer(BrowserContext context) {
        context.route("**/*", this::answer);
        context.routeWebSocket("**/*", this::connect);
    }

    /**
     * @param call method and path, without the query: a regular expression
     */
    PlayedServer on(String call, Consumer<Route> answer) {
        Pattern pattern = Pattern.compile(call);
        answers.keySet().removeIf(present -> present.pattern().equals(call));
        answers.put(pattern, answer);
        return this;
    }

    PlayedServer on(String call, String json) {
        return on(call, route -> json(route, 200, json));
    }

    /** Takes the call and says nothing, until {@link #release}. */
    PlayedServer hold(String call) {
        return on(call, route -> held.computeIfAbsent(call, _ -> new ArrayList<>()).add(route));
    }

    /** What was held is answered, and from now on the same calls are, as the answer says. */
    void release(String call, Consumer<Route> answer) {
        on(call, answer);
        Objects.requireNonNullElse(held.remove(call), List.<Route>of()).forEach(answer);
    }

    /** What was held is answered as it would have been without {@link #hold}. */
    void release(String call) {
        answers.keySet().removeIf(present -> present.pattern().equals(call));
        Objects.requireNonNullElse(held.remove(call), List.<Route>of()).forEach(this::answer);
    }

    /** As when a server is not there; the page is, and its network. */
    PlayedServer away(String call) {
        return on(call, Route::abort);
    }

    /** An issuer that can be asked how one signs in there; what it answers then is the test's. */
    PlayedServer hasIssuer() {
        return on(
                "GET /.well-known/openid-configuration",
                """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token"}
                """
                        .formatted(ISSUER));
    }

    /** The last segment of the path of the first call of this kind. */
    String idOf(String call) {
        Pattern pattern = Pattern.compile(call);
        String made =
                calls.stream()
                        .filter(each -> pattern.matcher(each).matches())
                        .findFirst()
                        .orElseThrow();
        return made.substring(made.lastIndexOf('/') + 1);
    }

    /** How often it was called so far. */
    long count(String call) {
        Pattern pattern = Pattern.compile(call);
        return calls.stream().filter(made -> pattern.matcher(made).matches()).count();
    }

    /** Method and path of each call so far. */
    List<String> calls() {
        return calls;
    }

    boolean wasCalled(String call) {
        Pattern pattern = Pattern.compile(call);
        return calls.stream().anyMatch(made -> pattern.matcher(made).matches());
    }

    /** What was sent with the last call of this kind. */
    String bodyOf(String call) {
        return Objects.requireNonNull(bodies.get(call), call);
    }

    /** A conversation that was read, with these messages. */
    void hasConversation(String id, List<String> messages) {
        hasConversation(id, messages, "");
    }

    /** The last of its messages is an answer that waits for a worker. */
    void hasConversationAtWork(String id, List<String> messages) {
        hasConversation(
                id,
                messages,
                """
                {"generationId": "at-work", "conversationId": "%s", "messageId": "reply",
                 "status": "queued", "attempt": 0}\
                """
                        .formatted(id));
    }

    private void hasConversation(String id, List<String> messages, String running) {
        String conversation =
                """
                {"id": "%s", "title": "A conversation", "pinned": false,
                 "updatedAt": "2026-01-01T00:00:00Z"}\
                """
                        .formatted(id);
        on(
                "GET /api/conversations",
                """
                {"conversations": [%s], "running": [%s], "cursor": "0"}\
                """
                        .formatted(conversation, running));
        on(
                "GET /api/conversations/" + id,
                """
                {"conversation": %s, "messages": [%s], "generations": [], "cursor": "0"}\
                """
                        .formatted(conversation, String.join(",", messages)));
    }

    static String question(String id, @Nullable String parent, String text) {
        return message(id, parent, "user", text(text), "", "\"status\": \"completed\",");
    }

    /** A whole one, of these blocks. */
    static String answer(String id, String parent, String provider, String model, String... html) {
        return message(
                id,
                parent,
                "assistant",
                text("", html),
                "",
                """
                "status": "completed", "model": {"provider": "%s", "name": "%s"},
                "generationId": "%s-generation",\
                """
                        .formatted(provider, model, id));
    }

    /** A whole one, of these parts as JSON. */
    static String answerOf(String id, String parent, String... parts) {
        return message(
                id,
                parent,
                "assistant",
                String.join(",", parts),
                "",
                """
                "status": "completed", "model": {"provider": "p", "name": "m"},
                "generationId": "%s-generation",\
                """
                        .formatted(id));
    }

    /** A part of a message: what is written, and how it looks. */
    static String text(String text, String... html) {
        return """
        {"type": "text", "text": %s, "html": [%s]}\
        """
                .formatted(
                        quoted(text),
                        Stream.of(html).map(PlayedServer::quoted).collect(joining(",")));
    }

    /** A part of a message: what was thought. */
    static String reasoning(String text) {
        return "{\"type\": \"reasoning\", \"text\": %s}".formatted(quoted(text));
    }

    /** The reply of a conversation at work. */
    static String queued(String parent) {
        return message(
                "reply",
                parent,
                "assistant",
                "",
                "",
                "\"status\": \"queued\", \"generationId\": \"at-work\",");
    }

    /** One that rests on these pages, the citation of each as JSON. */
    static String answerWith(String id, String parent, String citations, String html) {
        return message(
                id,
                parent,
                "assistant",
                text("", html),
                ", \"citations\": [" + citations + "]",
                """
                "status": "completed", "model": {"provider": "p", "name": "m"},
                "generationId": "%s-generation",\
                """
                        .formatted(id));
    }

    /** One that came to nothing. */
    static String failed(String id, String parent, String slug) {
        return message(
                id,
                parent,
                "assistant",
                "",
                "",
                """
                "status": "failed", "model": {"provider": "p", "name": "m"},
                "problem": {"slug": "%s", "title": "The provider failed", "status": 502,
                            "detail": "It had an error of its own."},
                "generationId": "%s-generation",\
                """
                        .formatted(slug, id));
    }

    private static String message(
            String id,
            @Nullable String parent,
            String role,
            String parts,
            String citations,
            String of) {
        return """
        {"id": "%s", "parentId": %s, "role": "%s", "content": {"parts": [%s]%s}, %s
         "createdAt": "2026-01-01T00:00:00Z"}
        """
                .formatted(
                        id, parent == null ? "null" : quoted(parent), role, parts, citations, of);
    }

    private static String quoted(String words) {
        return '"' + words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static void problem(Route route, int status, String slug) {
        json(
                route,
                status,
                """
                {"slug": "%s", "title": "The title", "detail": "The detail.", "status": %d}\
                """
                        .formatted(slug, status));
    }

    static void json(Route route, int status, String body) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/json")
                        .setHeaders(
                                Map.of(
                                        "access-control-allow-origin",
                                        "*",
                                        "access-control-allow-headers",
                                        "*"))
                        .setBody(body));
    }

    /** The conversation is there. */
    static void make(Route route) {
        json(
                route,
                200,
                """
                {"id": "%s", "title": "A conversation", "pinned": false,
                 "updatedAt": "2026-01-01T00:00:00Z"}
                """
                        .formatted(lastOf(route.request())));
    }

    /** The message is taken, and its answer waits for a worker. */
    static void accept(Route route) {
        Matcher text = TEXT.matcher(route.request().postData());
        json(
                route,
                202,
                """
                {"message": {"id": "%1$s", "parentId": null, "role": "user",
                             "content": {"parts": [{"type": "text", "text": "%2$s"}]},
                             "status": "completed", "createdAt": "2026-01-01T00:00:00Z"},
                 "reply": {"id": "%1$s-reply", "parentId": "%1$s", "role": "assistant",
                           "content": {"parts": []}, "status": "queued",
                           "generationId": "%1$s-generation",
                           "createdAt": "2026-01-01T00:00:01Z"},
                 "generation": {"id": "%1$s-generation"}}
                """
                        .formatted(lastOf(route.request()), text.find() ? text.group(1) : ""));
    }

    static String lastOf(Request request) {
        String path = URI.create(request.url()).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void answer(Route route) {
        URI address = URI.create(route.request().url());
        String call = route.request().method() + " " + address.getPath();
        if (route.request().method().equals("OPTIONS")) {
            json(route, 200, "");
            return;
        }
        Consumer<Route> answer = answerTo(call);
        if (answer != null) {
            calls.add(call);
            answers.keySet().stream()
                    .map(Pattern::pattern)
                    .filter(call::matches)
                    .forEach(pattern ->
                            bodies.put(
                                    pattern,
                                    Objects.requireNonNullElse(route.request().postData(), "")));
            answer.accept(route);
        } else if (address.getPath().startsWith("/static/")) {
            file(route, WEB.resolve(address.getPath().substring(1)));
        } else if (address.getPath().startsWith("/bundle/")) {
            file(route, app.resolveSibling(lastOf(route.request())));
        } else if (address.toString().startsWith(ISSUER)) {
            route.abort();
        } else {
            route.fulfill(
                    new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody(
                                    read(WEB.resolve("index.html"))
                                            .replace(
                                                    "{#bundle /}",
                                                    """
                                                    <link rel="stylesheet" href="/bundle/app.css">
                                                    <script type="module" src="/bundle/app.js"></script>
                                                    """)));
        }
    }

    private @Nullable Consumer<Route> answerTo(String call) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(call).matches())
                .map(Map.Entry::getValue)
                .reduce((_, last) -> last)
                .orElse(null);
    }

    private static void file(Route route, Path file) {
        if (!Files.exists(file)) {
            route.abort();
            return;
        }
        String name = file.getFileName().toString();
        route.fulfill(
                new Route.FulfillOptions()
                        .setContentType(
                                name.endsWith(".css")
                                        ? "text/css"
                                        : name.endsWith(".svg")
                                                ? "image/svg+xml"
                                                : "text/javascript")
                        .setBody(read(file)));
    }

    /** Has the stream say this, once there is one: an event as JSON. */
    void tell(String event) {
        streams.forEach(stream ->
                stream.send(
                        """
                        {"type": "events", "cursor": "1", "events": [%s]}
                        """
                                .formatted(event)));
    }

    boolean streams() {
        return !streams.isEmpty();
    }

    private void connect(WebSocketRoute socket) {
        socket.onMessage(frame -> {
            if (frame.text().contains("\"resume\"")) {
                streams.add(socket);
                socket.send("{\"type\":\"welcome\",\"cursor\":\"0\",\"resumed\":true}");
            } else if (frame.text().contains("\"ping\"")) {
                socket.send("{\"type\":\"pong\",\"cursor\":\"0\"}");
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
