package dev.holdfast.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.TestEvents.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceFoldTest {
    private final PieceFold fold = new PieceFold();
    private final Run run = new Run(TestEvents.newId());

    @Test
    void holdsBackWhatDoesNotCountOnceItHasSeenTheBeginning() {
        assertThat(fold.take(run.queued())).isTrue();
        assertThat(fold.take(run.started())).isTrue();
        assertThat(fold.take(run.ofZombie("no"))).isFalse();
        assertThat(fold.take(run.progressed("yes"))).isTrue();
        assertThat(fold.take(run.completed())).isTrue();
        assertThat(fold.take(run.progressed("late"))).isFalse();
    }

    @Test
    void holdsBackWhatComesAgain() {
        var events = List.of(run.queued(), run.started(), run.reasoned("Hm."), run.alive());
        events.forEach(event -> assertThat(fold.take(event)).isTrue());
        assertThat(fold.take(events.get(2))).isFalse();
        assertThat(fold.take(events.get(3))).isFalse();
        assertThat(fold.take(run.progressed("A"))).isTrue();
        assertThat(fold.take(events.get(2))).isFalse();
        assertThat(fold.take(events.get(3))).isFalse();
        assertThat(fold.take(run.alive())).isTrue();
    }

    @Test
    void passesOnWhatItCannotJudge() {
        run.queued();
        run.started();
        assertThat(fold.take(run.progressed("a"))).isTrue();
        assertThat(fold.take(run.ofZombie("perhaps"))).isTrue();
    }

    @Test
    void passesEverythingOnBehindAGap() {
        fold.take(run.queued());
        fold.take(run.started());
        run.progressed("lost");
        assertThat(fold.take(run.progressed("b"))).isTrue();
        assertThat(fold.take(run.ofZombie("perhaps"))).isTrue();
    }
}
