package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Has a kept key tried once more, such as after its account was given credit. */
@ApplicationScoped
public class CheckKeyAgain {
    private final Transactions transactions;
    private final Turns turns;
    private final Keys keys;
    private final AskToTryKey askToTry;
    private final Clock clock;

    CheckKeyAgain(
            Transactions transactions, Turns turns, Keys keys, AskToTryKey askToTry, Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.keys = keys;
        this.askToTry = askToTry;
        this.clock = clock;
    }

    Uni<ProviderKey> check(Call call, String provider) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> keys.find(call.owner(), provider))
                        .onItem()
                        .ifNull()
                        .failWith(CheckKeyAgain::unknown)
                        .invoke(kept -> kept.trial().awaitCheck(clock.instant()))
                        .call(kept -> askToTry.ask(tx, call, kept)));
    }

    static Refusal unknown() {
        return new Refusal(ProblemType.KEY_NOT_FOUND.because("It was removed. Add one first."));
    }
}
