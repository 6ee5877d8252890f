package dev.holdfast.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildIT {
    @TempDir Path folder;

    @Test
    void diesWithAParentThatIsKilled() throws IOException, InterruptedException {
        // given
        Process parent =
                new ProcessBuilder(
                                JavaCommand.withHeap("16m", "32m")
                                        .main(
                                                System.getProperty("java.class.path"),
                                                Parent.class.getName(),
                                                folder.toString()))
                        .inheritIO()
                        .start();
        Path note = folder.resolve("pid");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(note));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(note))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        // when
        parent.destroyForcibly();

        // then
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isAskedToEndBeforeItIsKilled() {
        // given
        Path log = folder.resolve("polite.log");
        Child child =
                Child.start(
                        "polite",
                        List.of(
                                "sh",
                                "-c",
                                "trap 'sleep 0.3; echo goodbye; exit 7' TERM; echo hello;"
                                        + " while true; do sleep 0.1; done"),
                        Map.of(),
                        log);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> child.lastWords().contains("hello"));

        // when
        boolean byItself = child.stop(StopSignal.TERM, Duration.ofSeconds(10));

        // then
        assertThat(byItself).isTrue();
        assertThat(child.lastWords()).contains("goodbye");
        assertThat(child.onExit().join()).isEqualTo(7);
    }

    @Test
    void isKilledWhenItDoesNotEnd() {
        // given
        Child child =
                Child.start(
                        "deaf",
                        List.of(
                                "sh",
                                "-c",
                                "trap '' TERM; echo hello; while true; do sleep 0.1; done"),
                        Map.of(),
                        folder.resolve("deaf.log"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> child.lastWords().contains("hello"));

        // when
        boolean byItself = child.stop(StopSignal.TERM, Duration.ofMillis(300));

        // then
        assertThat(byItself).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    /** Starts a child, notes its pid and waits to be killed. */
    static final class Parent {
        public static void main(String[] args) throws IOException, InterruptedException {
            Path folder = Path.of(args[0]);
            Child child =
                    Child.start(
                            "sleeper", List.of("sleep", "600"), Map.of(), folder.resolve("log"));
            Path fresh = folder.resolve("pid.new");
            Files.writeString(fresh, Long.toString(child.pid()));
            Files.move(fresh, folder.resolve("pid"));
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
