package dev.holdfast.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void arePickedOnce() {
        int port = FreePorts.pick();

        assertThat(FreePorts.take(port)).isFalse();
    }

    @Test
    void areNobodyElsesWhileTheirJvmLives() throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(said.readLine());

            assertThat(FreePorts.take(port)).isFalse();
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
            assertThat(FreePorts.take(port)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Has one port until its input ends. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(FreePorts.pick());
            System.in.readAllBytes();
        }
    }
}
