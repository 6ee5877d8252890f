package dev.holdfast.chaos.stage;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Victim;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.Postgres;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An engine; it is away for a while when it has ended, and then started again from here. */
record EngineVictim(String name, Engine engine) implements Victim {
    private static final Set<FaultKind> KINDS =
            Set.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.FREEZE);

    /** How long an engine that has ended stays away at most. */
    private static final Duration LONGEST_AWAY = Duration.ofSeconds(15);

    private static final int STARTS = 5;

    /** What engines have in common. */
    interface Engine {
        void kill();

        void terminate();

        void freeze();

        void thaw();

        void start();
    }

    static EngineVictim of(KafkaBroker kafka) {
        return new EngineVictim(
                "kafka",
                engine(kafka::kill, kafka::close, kafka::freeze, kafka::thaw, kafka::restart));
    }

    static EngineVictim of(Postgres postgres) {
        return new EngineVictim(
                "postgres",
                engine(
                        postgres::kill,
                        postgres::close,
                        postgres::freeze,
                        postgres::thaw,
                        postgres::restart));
    }

    static EngineVictim of(OidcProvider oidc) {
        return new EngineVictim(
                "oidc", engine(oidc::kill, oidc::close, oidc::freeze, oidc::thaw, oidc::restart));
    }

    private static Engine engine(
            Runnable kill, Runnable terminate, Runnable freeze, Runnable thaw, Runnable start) {
        return new Engine() {
            @Override
            public void kill() {
                kill.run();
            }

            @Override
            public void terminate() {
                terminate.run();
            }

            @Override
            public void freeze() {
                freeze.run();
            }

            @Override
            public void thaw() {
                thaw.run();
            }

            @Override
            public void start() {
                start.run();
            }
        };
    }

    @Override
    public Set<FaultKind> kinds() {
        return KINDS;
    }

    @Override
    public boolean strike(FaultKind kind, Duration length) throws InterruptedException {
        return switch (kind) {
            case KILL -> {
                engine.kill();
                yield startAfter(length);
            }
            case TERMINATE -> {
                engine.terminate();
                yield startAfter(length);
            }
            case FREEZE -> {
                engine.freeze();
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                engine.thaw();
                yield true;
            }
            case CUT, REFUSE, STALL -> throw new IllegalArgumentException(kind + " of a process");
        };
    }

    /** A server whose predecessor's children still hold its data does not start at once. */
    private boolean startAfter(Duration length) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.min(length.toMillis(), LONGEST_AWAY.toMillis()));
        int[] tries = {0};
        BooleanSupplier started =
                () -> {
                    try {
                        engine.start();
                        return true;
                    } catch (IllegalStateException notYet) {
                        return ++tries[0] == STARTS;
                    }
                };
        return Whole.within(Whole.PATIENCE, started) && tries[0] < STARTS;
    }
}
