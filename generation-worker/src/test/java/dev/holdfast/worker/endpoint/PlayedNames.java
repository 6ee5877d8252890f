package dev.holdfast.worker.endpoint;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A name server that says what the test wants, and something else the next time. */
final class PlayedNames implements NameResolver {
    private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * @param answer its addresses, with spaces between; the last answer is given for ever
     */
    PlayedNames say(String host, String answer) {
        answers.computeIfAbsent(host, _ -> new ArrayDeque<>())
                .add(Stream.of(answer.split(" ")).map(InetAddress::ofLiteral).toList());
        return this;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        asked.incrementAndGet();
        Deque<List<InetAddress>> left = answers.get(host);
        if (left == null) {
            return Future.failedFuture(new UnknownHostException(host));
        }
        synchronized (left) {
            return Future.succeededFuture(left.size() > 1 ? left.removeFirst() : left.getFirst());
        }
    }
}
