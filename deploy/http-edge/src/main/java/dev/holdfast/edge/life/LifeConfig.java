package dev.holdfast.edge.life;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When this process cannot go on. A broker or database that is away is never a reason. */
@ConfigMapping(prefix = "holdfast.life")
public interface LifeConfig {

    /**
     * How long a thread that reads Kafka may take for one turn: longer than the service's own waits
     * for a broker that is away, so each service sets it.
     */
    Duration silence();

    /**
     * How long a timer or an event loop may be late. They wait for nothing; but a machine under
     * load, or one that loads classes, has held a loop for 7 s.
     */
    @WithDefault("60s")
    Duration lateness();

    /**
     * So many mistakes of one loop, each followed by another try, end the process. More than chance
     * brings; few enough that a loop which fails at each turn does so for minutes at most.
     */
    @WithDefault("10")
    int mistakes();

    /** Mistakes that are older are forgotten. Longer than ten turns of the slowest loop. */
    @WithDefault("2m")
    Duration mistakesWithin();

    /**
     * How long a loop may stay stuck, with liveness down, before the process ends itself: longer
     * than an orchestrator needs to act on liveness, for whoever has none that looks at it.
     */
    @WithDefault("60s")
    Duration stuckFor();

    /** Between readiness going down and the exit: a balancer needs a look or two to see it. */
    @WithDefault("2s")
    Duration unreadyFor();

    /** Longest time of the orderly exit. */
    @WithDefault("20s")
    Duration exitWithin();
}
