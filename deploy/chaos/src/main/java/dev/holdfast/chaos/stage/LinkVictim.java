package dev.holdfast.chaos.stage;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Victim;
import dev.holdfast.chaos.link.Link;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A link as something that breaks. */
record LinkVictim(Link link) implements Victim {
    private static final Set<FaultKind> KINDS =
            Set.of(FaultKind.CUT, FaultKind.REFUSE, FaultKind.STALL);

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public Set<FaultKind> kinds() {
        return KINDS;
    }

    @Override
    public boolean strike(FaultKind kind, Duration length) throws InterruptedException {
        switch (kind) {
            case CUT -> link.cut();
            case REFUSE -> {
                link.refuse(true);
                link.cut();
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                link.refuse(false);
            }
            case STALL -> {
                link.stall(true);
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                link.stall(false);
            }
            case KILL, TERMINATE, FREEZE -> throw new IllegalArgumentException(kind + " of a link");
        }
        return true;
    }
}
