package dev.holdfast.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Set<FaultKind> PROCESS =
            EnumSet.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.FREEZE);
    private static final List<Victim> VICTIMS =
            Stream.of("kafka", "postgres", "chat-api", "chat-api-2", "generation-worker")
                    .<Victim>map(name -> new Named(name, PROCESS))
                    .toList();

    private record Named(String name, Set<FaultKind> kinds) implements Victim {
        @Override
        public boolean strike(FaultKind kind, Duration length) {
            return true;
        }
    }

    private static List<List<Planned>> rounds(long seed, List<Victim> victims) {
        FaultPlan plan = new FaultPlan(seed, victims, LONGEST);
        List<List<Planned>> rounds = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rounds.add(plan.round());
        }
        return rounds;
    }

    @Test
    void isTheSameForTheSameSeedWhateverTheOrderOfItsVictims() {
        assertThat(rounds(7, VICTIMS.reversed())).isEqualTo(rounds(7, VICTIMS));
        assertThat(rounds(8, VICTIMS)).isNotEqualTo(rounds(7, VICTIMS));
    }

    @Test
    void strikesAtMostTwoAtOnceAndNoneTwice() {
        for (List<Planned> round : rounds(1, VICTIMS)) {
            assertThat(round).hasSizeBetween(1, 2);
            assertThat(round).extracting(Planned::victim).doesNotHaveDuplicates();
            assertThat(round)
                    .allSatisfy(
                            planned -> assertThat(planned.length()).isLessThanOrEqualTo(LONGEST));
        }
    }

    @Test
    void comesToEveryVictimAndEveryKind() {
        Set<String> victims = new HashSet<>();
        Set<FaultKind> kinds = new HashSet<>();
        rounds(1, VICTIMS).stream()
                .flatMap(List::stream)
                .forEach(planned -> {
                    victims.add(planned.victim());
                    kinds.add(planned.kind());
                });
        assertThat(victims).hasSize(VICTIMS.size());
        assertThat(kinds).isEqualTo(PROCESS);
    }

    /** By chance alone it would be one round in some hundreds. */
    @Test
    void killsAServiceWhileTheBrokerIsFrozen() {
        assertThat(rounds(1, VICTIMS))
                .filteredOn(FaultPlanTest::isKillUnderAFrozenBroker)
                .hasSizeGreaterThan(20);
    }

    private static boolean isKillUnderAFrozenBroker(List<Planned> round) {
        Planned first = round.getFirst();
        Planned last = round.getLast();
        return first.victim().equals("kafka")
                && first.kind() == FaultKind.FREEZE
                && last.victim().matches("(chat-api|generation-worker).*")
                && last.kind() == FaultKind.KILL
                && last.after().compareTo(first.length()) < 0;
    }

    @Test
    void strikesNothingWhereThereIsNobody() {
        assertThat(rounds(1, List.of())).allMatch(List::isEmpty);
    }
}
