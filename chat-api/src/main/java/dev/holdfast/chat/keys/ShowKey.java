package dev.holdfast.chat.keys;

import dev.holdfast.chat.trial.ShowTrial;
import jakarta.enterprise.context.ApplicationScoped;

/** From a kept key to what is shown of it. */
@ApplicationScoped
class ShowKey {
    private final ShowTrial showTrial;

    ShowKey(ShowTrial showTrial) {
        this.showTrial = showTrial;
    }

    KeyView show(ProviderKey key) {
        ShowTrial.Shown trial = showTrial.show(key.trial(), "key");
        return new KeyView(
                key.provider(),
                key.lastFour(),
                key.createdAt(),
                trial.status(),
                trial.checkedAt(),
                trial.problem());
    }
}
