#!/usr/bin/env bash
# The builder of an HTTP client does not read how many connections its options ask for.
#
# Versions  Vert.x 4.5.25, HTTP/1.1 over loopback.
# Guess     vertx.httpClientBuilder().with(options).build() is vertx.createHttpClient(options) with room for
#           handlers: the same HttpClientOptions make the same client.
# Found     setMaxPoolSize(20) gives 20 connections to a client of createHttpClient, and 5, the default, to one
#           of the builder, which reads the size from PoolOptions alone. No warning: calls beyond the fifth wait.
# Matters   A client that is moved to the builder, say for a connect handler, streams five answers at a time
#           where it streamed a thousand; with few calls at once nothing shows it.
#
# Needs a JDK from 21 and Maven. Makes a temporary folder; listens on loopback alone; some ten seconds.
set -euo pipefail

version=4.5.25
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime

cat >Probe.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.http.*;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class Probe {
    public static void main(String[] args) throws Exception {
        var vertx = Vertx.vertx();
        var open = new AtomicInteger();
        // Answers nobody, so that each call keeps its connection.
        var server = vertx.createHttpServer().requestHandler(request -> open.incrementAndGet())
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        var options = new HttpClientOptions().setMaxPoolSize(20);

        count("createHttpClient(options)", vertx.createHttpClient(options), server.actualPort(), open);
        count("httpClientBuilder().with(options)", vertx.httpClientBuilder().with(options).build(), server.actualPort(), open);
        count("httpClientBuilder().with(options).with(pool)",
                vertx.httpClientBuilder().with(options).with(new PoolOptions().setHttp1MaxSize(20)).build(), server.actualPort(), open);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static void count(String how, HttpClient client, int port, AtomicInteger open) throws Exception {
        open.set(0);
        for (int i = 0; i < 20; i++) {
            client.request(HttpMethod.GET, port, "127.0.0.1", "/").onSuccess(HttpClientRequest::send);
        }
        Thread.sleep(1500);
        System.out.printf("%s: %d of 20 calls arrive at once%n", how, open.get());
        client.close();
    }
}
JAVA

java -cp "lib/*" Probe.java 2>probe.log | tee seen.txt || cat probe.log
cat >expected.txt <<'TEXT'
createHttpClient(options): 20 of 20 calls arrive at once
httpClientBuilder().with(options): 5 of 20 calls arrive at once
httpClientBuilder().with(options).with(pool): 20 of 20 calls arrive at once
TEXT
if diff expected.txt seen.txt; then
  echo "As found, with Vert.x $version."
else
  echo "Not as found with Vert.x $version; see the difference above." >&2
  exit 1
fi
