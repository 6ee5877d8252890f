package dev.holdfast.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Draws rounds of one or two faults. The same seed and the same victims give the same rounds,
 * whatever comes of them. Confined to one thread.
 */
public final class FaultPlan {
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(40);

    private final Random random;
    private final List<Victim> victims;
    private final Duration longest;

    /**
     * @param longest of one fault; shorter than a freeze may be where the whole run is short
     */
    public FaultPlan(long seed, List<Victim> victims, Duration longest) {
        this.random = new Random(seed);
        this.victims = victims.stream().sorted(Comparator.comparing(Victim::name)).toList();
        this.longest = longest.compareTo(LONGEST_FREEZE) < 0 ? longest : LONGEST_FREEZE;
    }

    /** The pause before the next round. */
    public Duration calm() {
        return Duration.ofMillis(2_000 + random.nextInt(8_000));
    }

    /** Nothing where there is nobody to be struck: a run to compare others with. */
    public List<Planned> round() {
        if (victims.isEmpty()) {
            return List.of();
        }
        if (random.nextInt(5) == 0) {
            List<Planned> together = killedWhileTheBrokerIsFrozen();
            if (!together.isEmpty()) {
                return together;
            }
        }
        List<Planned> round = new ArrayList<>();
        Victim first = pickVictim(victims);
        round.add(planned(first, Duration.ZERO));
        if (victims.size() > 1 && random.nextInt(5) < 2) {
            Victim second =
                    pickVictim(
                            victims.stream()
                                    .filter(each -> !each.name().equals(first.name()))
                                    .toList());
            long within = Math.min(round.getFirst().length().toMillis(), 5_000);
            round.add(planned(second, Duration.ofMillis(random.nextInt((int) within + 1))));
        }
        return round;
    }

    /**
     * Whoever dies with records on their way to a broker that stands still cannot know whether they
     * are written: the combination in which repeats were found.
     */
    private List<Planned> killedWhileTheBrokerIsFrozen() {
        List<Victim> brokers =
                victims.stream().filter(each -> each.name().equals("kafka")).toList();
        List<Victim> services =
                victims.stream()
                        .filter(each -> each.name().matches("(chat-api|generation-worker)(-\\d+)?"))
                        .toList();
        if (brokers.isEmpty() || services.isEmpty()) {
            return List.of();
        }
        Duration length = length();
        return List.of(
                new Planned(FaultKind.FREEZE, "kafka", Duration.ZERO, length),
                new Planned(
                        FaultKind.KILL,
                        pick(services).name(),
                        Duration.ofMillis(random.nextLong(length.toMillis())),
                        Duration.ZERO));
    }

    /** There are more links than processes, and processes have more to lose. */
    private Victim pickVictim(List<Victim> from) {
        List<Victim> processes =
                from.stream().filter(each -> each.kinds().contains(FaultKind.KILL)).toList();
        List<Victim> others =
                from.stream().filter(each -> !each.kinds().contains(FaultKind.KILL)).toList();
        boolean process = random.nextInt(3) > 0;
        return pick(others.isEmpty() || (process && !processes.isEmpty()) ? processes : others);
    }

    private Planned planned(Victim victim, Duration after) {
        return new Planned(pick(sorted(victim.kinds())), victim.name(), after, length());
    }

    private static List<FaultKind> sorted(Set<FaultKind> kinds) {
        return kinds.stream().sorted().toList();
    }

    /** Short ones are as likely as long ones are long. */
    private Duration length() {
        double share = Math.pow(random.nextDouble(), 1.5);
        return Duration.ofMillis(1_000 + (long) (share * (longest.toMillis() - 1_000)));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
