package dev.holdfast.chaos.stage;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Victim;
import dev.holdfast.stack.local.ServiceProcess;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A service's process; the orchestrator starts it again when it has ended. */
record ServiceVictim(ServiceProcess process) implements Victim {
    private static final Set<FaultKind> KINDS =
            Set.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.FREEZE);

    /** More than a worker needs to hand over what it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public Set<FaultKind> kinds() {
        return KINDS;
    }

    @Override
    public boolean strike(FaultKind kind, Duration length) throws InterruptedException {
        switch (kind) {
            case KILL -> process.kill();
            case TERMINATE -> process.terminate(PATIENCE);
            case FREEZE -> {
                process.freeze();
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                process.thaw();
            }
            case CUT, REFUSE, STALL -> throw new IllegalArgumentException(kind + " of a process");
        }
        return Whole.within(Whole.PATIENCE, process::isReady);
    }
}
