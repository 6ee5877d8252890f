package dev.holdfast.worker.provider.resume;

import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Completion.Correction;
import dev.holdfast.worker.provider.ForwardingListener;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.resume.Splice.Joined;
import org.jspecify.annotations.Nullable;

/**
 * Hears a model that was asked by {@link Instruction} to go on, and passes on what follows the
 * beginning. An answer that was begun again stands below it, behind a thematic break. Confined to
 * its call's context.
 */
public final class Resumed extends ForwardingListener {
    private final String kept;
    private final Splice splice;
    private final StringBuilder answered = new StringBuilder();
    private final StringBuilder reasoned = new StringBuilder();

    /**
     * @param kept the beginning; not blank
     */
    public Resumed(String kept, ProviderListener listener) {
        super(listener);
        this.kept = kept;
        this.splice = new Splice(kept);
    }

    @Override
    public void reasoned(String piece) {
        reasoned.append(piece);
        listener.reasoned(piece);
    }

    @Override
    public void answered(String piece) {
        answered.append(piece);
        pass(splice.take(piece));
    }

    private void pass(Joined joined) {
        if (joined.anew()) {
            listener.beganAnew();
        }
        if (!joined.text().isEmpty()) {
            listener.answered(shown(joined));
        } else {
            listener.stirred();
        }
    }

    private String shown(Joined joined) {
        return joined.anew() ? Break.after(kept) + joined.text() : joined.text();
    }

    /** Where something of the answer was cut away, the provider counts in another text. */
    @Override
    public void cites(Cited citation) {
        listener.cites(citation.withoutPlace());
    }

    @Override
    public void completed(Completion completion) {
        pass(splice.finish());
        listener.completed(
                new Completion(completion.finishReason(), joined(completion.correction())));
    }

    /** What is corrected is all that came, so it is joined once more. */
    private @Nullable Correction joined(@Nullable Correction correction) {
        if (correction == null) {
            return null;
        }
        String text = correction.text(answered.toString(), reasoned.toString());
        String reasoning = correction.reasoning(answered.toString(), reasoned.toString());
        return new Correction.Whole(shown(Splice.whole(kept, text)), reasoning);
    }

    @Override
    public void failed(ProviderFailure failure) {
        pass(splice.cutOff());
        listener.failed(failure);
    }
}
