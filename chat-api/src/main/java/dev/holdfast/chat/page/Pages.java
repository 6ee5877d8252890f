package dev.holdfast.chat.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * The app is one page under many addresses; which view it shows is the router's in the browser.
 * Addresses that it does not know get it too, for its own "not found", with the honest status.
 */
@ApplicationScoped
class Pages {
    /** Before every route that answers, after the one that words failures. */
    private static final int FIRST = Integer.MIN_VALUE + 1;

    /** First segments of what has headers and errors of its own. */
    private static final Set<String> OTHERS = Set.of("api", "q");

    /** First segments of the addresses that the app knows. */
    private static final Set<String> VIEWS = Set.of("", "c", "settings", "signed-in");

    private static final String PAGE = "/";

    /** Where the page lies as a file. */
    private static final Set<String> FILES_OF_THE_PAGE = Set.of(PAGE, "/index.html");

    private static final String BUNDLES = "/static/bundle/";

    /** The service worker, which is for every address and not only for those beside it. */
    private static final String WORKER = "/static/offline.js";

    private static final String UNKNOWN = Pages.class.getName() + ".unknown";

    private final ContentPolicy policy;
    private final BasePath base;

    /** For another base than the root alone; the bundle's own is made for the root. */
    private final String movedPage;

    Pages(ContentPolicy policy, PageConfig config) {
        this.policy = policy;
        this.base = BasePath.of(config.basePath());
        this.movedPage = base.isRoot() ? "" : base.under(bundledPage());
    }

    void route(@Observes Router router) {
        router.route().order(FIRST).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        if (OTHERS.contains(segment(path))) {
            context.next();
            return;
        }
        if (isPage(context.request(), path)) {
            context.put(UNKNOWN, !VIEWS.contains(segment(path)));
            // Comes by here again, as the page itself.
            context.reroute(PAGE);
            return;
        }
        if (Boolean.TRUE.equals(context.get(UNKNOWN))) {
            context.response().setStatusCode(404);
        }
        context.addHeadersEndHandler(_ -> describe(context, path));
        if (!base.isRoot() && FILES_OF_THE_PAGE.contains(path) && isRead(context.request())) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                    .end(movedPage);
            return;
        }
        context.next();
    }

    /** Whether a person went to this address, as against a script that fetches it. */
    private static boolean isPage(HttpServerRequest request, String path) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return isRead(request)
                && !path.equals(PAGE)
                && !path.substring(path.lastIndexOf('/')).contains(".")
                && accept != null
                && accept.contains("text/html");
    }

    private static boolean isRead(HttpServerRequest request) {
        return List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method());
    }

    /**
     * Files of the bundle carry a hash of their content in their name and never change; everything
     * else is asked for anew. A page has no date: builds are reproducible, so that two of them may
     * have the same.
     */
    private void describe(RoutingContext context, String path) {
        var headers = context.response().headers();
        headers.set("Content-Security-Policy", policy.value());
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (path.equals(WORKER)) {
            headers.set("Service-Worker-Allowed", base.value());
        }
        boolean found = context.response().getStatusCode() == 200;
        if (path.startsWith(BUNDLES) && found) {
            headers.set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        } else {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
            headers.remove(HttpHeaders.LAST_MODIFIED);
        }
    }

    private static String bundledPage() {
        ClassLoader files = Thread.currentThread().getContextClassLoader();
        try (InputStream page = files.getResourceAsStream("META-INF/resources/index.html")) {
            if (page == null) {
                throw new IllegalStateException("the page is not in this build");
            }
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String segment(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    }
}
