#!/usr/bin/env bash
# A pooled query that failed at once fails again when its connection timeout runs out.
#
# Versions  Vert.x 4.5.25, its PostgreSQL client; no server needed.
# Guess     PoolOptions.setConnectionTimeout bounds how long a query waits for a connection. A query that has
#           failed already, since nothing listens at the address, is over: its timer is cancelled.
# Found     The timer goes off all the same. The query's caller saw its one failure at once; a second one is then
#           thrown into the event loop, as an IllegalStateException that says that the result is complete
#           already. It reaches the exception handler of Vert.x, once for each query. Getting a connection from
#           the pool and asking it, in two steps, does not do this.
# Matters   A handler that takes an uncaught exception for a bug, and restarts or pages, hears from every query
#           that was asked while the database was away.
#
# Needs a JDK from 21 and Maven. Makes a temporary folder; connects to loopback alone; some ten seconds.
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
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-pg-client</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime

cat >Probe.java <<'JAVA'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import io.vertx.sqlclient.*;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class Probe {
    public static void main(String[] args) throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var vertx = Vertx.vertx();
        var uncaught = new ConcurrentLinkedQueue<String>();
        vertx.exceptionHandler(failure -> uncaught.add(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
        var pool = Pool.pool(vertx,
                new PgConnectOptions().setHost("127.0.0.1").setPort(port).setUser("u").setPassword("p").setDatabase("d"),
                new PoolOptions().setMaxSize(1).setConnectionTimeout(1).setConnectionTimeoutUnit(TimeUnit.SECONDS));

        ask("at once", 3, uncaught, () -> pool.query("select 1").execute().mapEmpty());
        ask("in two steps", 3, uncaught,
                () -> pool.withConnection(connection -> connection.query("select 1").execute()).mapEmpty());
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    static void ask(String how, int times, ConcurrentLinkedQueue<String> uncaught, Callable<Future<Void>> query)
            throws Exception {
        uncaught.clear();
        var failures = new AtomicInteger();
        for (int i = 0; i < times; i++) {
            var failed = new CountDownLatch(1);
            query.call().onFailure(failure -> { failures.incrementAndGet(); failed.countDown(); });
            failed.await();
        }
        Thread.sleep(2500);
        System.out.printf("%s: %d queries, %d failures heard, then uncaught %s%n",
                how, times, failures.get(), uncaught.isEmpty() ? "none" : uncaught.size() + " x " + uncaught.peek());
    }
}
JAVA

java -cp "lib/*" Probe.java 2>probe.log | tee seen.txt || cat probe.log
cat >expected.txt <<'TEXT'
at once: 3 queries, 3 failures heard, then uncaught 3 x IllegalStateException: Result is already complete
in two steps: 3 queries, 3 failures heard, then uncaught none
TEXT
if diff expected.txt seen.txt; then
  echo "As found, with Vert.x $version."
else
  echo "Not as found with Vert.x $version; see the difference above." >&2
  exit 1
fi
