package dev.holdfast.stack.edge;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real nginx, which speaks TLS. */
public final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Child child;
    private final int port;

    private Nginx(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * With the configuration that ships in {@code deploy/nginx}, of which nothing is changed but
     * what an operator changes too: addresses, port and certificate.
     *
     * @param port see {@link FreePorts#pick()}
     * @param folder for its files
     */
    public static Nginx holdfast(
            int port, Path folder, Authority.Issued certificate, URI chatApi, URI gateway) {
        try {
            return start(port, folder, site(port, certificate, chatApi, gateway));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Before one server that speaks plain HTTP.
     *
     * @param folder for its files
     */
    public static Nginx before(URI server, Path folder, Authority.Issued certificate) {
        int port = FreePorts.pick();
        return start(
                port,
                folder,
                """
                server {
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate %s;
                    ssl_certificate_key %s;
                    location / {
                        proxy_pass http://localhost:%d;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-Proto https;
                        proxy_set_header X-Forwarded-Port $server_port;
                    }
                }
                """
                        .formatted(
                                port,
                                certificate.certificate(),
                                certificate.key(),
                                server.getPort()));
    }

    private static Nginx start(int port, Path folder, String site) {
        Path file = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, main(folder, site));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child child =
                Child.start(
                        "nginx",
                        List.of(
                                Installed.program("nginx"),
                                "-c",
                                file.toString(),
                                "-e",
                                folder.resolve("error.log").toString()),
                        Map.of(),
                        folder.resolve("nginx.log"));
        Readiness.await(child, PATIENCE, () -> Readiness.accepts(port));
        return new Nginx(child, port);
    }

    private static String site(int port, Authority.Issued certificate, URI chatApi, URI gateway)
            throws IOException {
        String shipped =
                Files.readString(Repository.find().root().resolve("deploy/nginx/holdfast.conf"));
        String site = replaced(shipped, "127.0.0.1:8080", "localhost:" + chatApi.getPort());
        site = replaced(site, "127.0.0.1:8081", "localhost:" + gateway.getPort());
        site = replaced(site, "listen 443", "listen 127.0.0.1:" + port);
        site = replaced(site, "chat.example;", "localhost;");
        site = replaced(site, "/etc/ssl/chat.example.pem", certificate.certificate().toString());
        return replaced(site, "/etc/ssl/chat.example.key", certificate.key().toString());
    }

    private static String replaced(String text, String part, String by) {
        if (!text.contains(part)) {
            throw new IllegalStateException("deploy/nginx/holdfast.conf has no " + part);
        }
        return text.replace(part, by);
    }

    /** One process, which needs no rights, around the site. */
    private static String main(Path folder, String site) {
        return """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
            access_log %1$s/access.log;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            %2$s
        }
        """
                .formatted(folder, site);
    }

    public int port() {
        return port;
    }

    /** {@code https://localhost:…}, without a path. */
    public URI origin() {
        return URI.create("https://localhost:" + port);
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, PATIENCE);
    }
}
