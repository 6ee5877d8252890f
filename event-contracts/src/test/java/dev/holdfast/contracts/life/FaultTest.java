package dev.holdfast.contracts.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    static Stream<Throwable> away() {
        return Stream.of(
                new ConnectException("refused"),
                new TimeoutException(),
                new CompletionException(new ConnectException("refused")),
                new UncheckedIOException(new IOException("cut")),
                new CancellationException(),
                new OfALibrary("no leader", null),
                new OfALibrary("a library's own words", new IllegalStateException("inside")),
                new Throwable("neither exception nor error"));
    }

    static Stream<Throwable> mistakes() {
        return Stream.of(
                new NullPointerException(),
                new IllegalStateException(),
                new NoSuchElementException(),
                new ClassCastException(),
                new CompletionException(new ExecutionException(new NullPointerException())),
                new StackOverflowError(),
                new AssertionError("never"));
    }

    static Stream<Throwable> fatal() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new NoClassDefFoundError("gone"),
                new ExceptionInInitializerError("static"),
                new Error("any"),
                new CompletionException(new OutOfMemoryError()),
                new OfALibrary("cannot construct", new NoClassDefFoundError("codec")),
                new IllegalStateException(new RuntimeException(new InternalError())));
    }

    @ParameterizedTest
    @MethodSource("away")
    void waitsForWhatMayComeBack(Throwable failure) {
        assertThat(Fault.of(failure)).isEqualTo(Fault.AWAY);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void knowsAMistakeByTheJdksOwnExceptions(Throwable failure) {
        assertThat(Fault.of(failure)).isEqualTo(Fault.MISTAKE);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void findsAnErrorInWhateverItIsWrapped(Throwable failure) {
        assertThat(Fault.of(failure)).isEqualTo(Fault.FATAL);
    }

    @Test
    void isNotCaughtInACircleOfCauses() {
        Exception circle = new OfALibrary("circle", null);
        circle.initCause(new OfALibrary("back", circle));

        assertThat(Fault.of(circle)).isEqualTo(Fault.AWAY);
    }

    private static final class OfALibrary extends RuntimeException {
        private OfALibrary(String message, @Nullable Throwable cause) {
            super(message);
            if (cause != null) {
                initCause(cause);
            }
        }
    }
}
