package dev.holdfast.played.server;

import dev.holdfast.played.Act;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays one script to one caller, on the call's own virtual thread; interrupted when the caller has
 * left. Paces are kept against the clock and not from chunk to chunk, so that they do not drift.
 */
final class Performance implements Provider.Play {
    private final Script script;
    private final ChatRequest request;
    private final HttpResponse response;
    private final CallRecord call;
    private final WireFormat wire;
    private final WireFormat.Events events;
    private boolean begun;
    private int said;
    private int reasoned;

    /** Kept only for what is cited of it: a load source says a lot. */
    private final StringBuilder spoken = new StringBuilder();

    Performance(
            Script script,
            WireFormat wire,
            ChatRequest request,
            HttpResponse response,
            CallRecord call) {
        this.script = script;
        this.request = request;
        this.response = response;
        this.call = call;
        this.wire = wire;
        this.events = wire.events(request, call.number(), call.createdSeconds());
    }

    @Override
    public Call.End play() throws IOException, InterruptedException {
        if (!request.streamed()) {
            return playWhole();
        }
        for (Act act : script.acts()) {
            if (act instanceof Act.Reset) {
                return Call.End.RESET;
            }
            perform(act);
        }
        if (response.isStreaming()) {
            response.endStream();
        }
        return Call.End.PLAYED;
    }

    private void perform(Act act) throws IOException, InterruptedException {
        switch (act) {
            case Act.Open() -> open();
            case Act.Pause(long millis) -> TimeUnit.MILLISECONDS.sleep(millis);
            case Act.Reason reason -> {
                Pace pace = new Pace(reason.perSecond());
                for (String piece : Pieces.of(reason.text(), reason.chunkSize())) {
                    pace.await();
                    sendAfterBegin(events.reasoning(reason.field(), piece));
                    reasoned++;
                }
            }
            case Act.Say say -> {
                Pace pace = new Pace(say.perSecond());
                for (String piece : Pieces.of(say.text(), say.chunkSize())) {
                    pace.await();
                    sendAfterBegin(events.content(piece));
                    spoken.append(piece);
                    said++;
                }
            }
            case Act.Cite cite -> sendAfterBegin(events.cite(cite, spoken.toString()));
            case Act.Stamp stamp -> {
                Pace pace = new Pace(stamp.perSecond());
                for (int i = 0; i < stamp.chunks(); i++) {
                    pace.await();
                    sendAfterBegin(events.content("t=" + Clock.micros() + ";"));
                    said++;
                }
            }
            case Act.Raw(String text) -> send(text.getBytes(StandardCharsets.UTF_8));
            case Act.Whole whole -> response.whole(whole);
            case Act.Refuse refuse -> refuse(refuse);
            case Act.Break error -> send(events.error(error));
            case Act.Reset() -> throw new IllegalStateException("Played by the loop");
            case Act.Silence() -> new CountDownLatch(1).await();
            case Act.Finish(String reason) -> sendAfterBegin(events.finish(reason, spent()));
        }
    }

    private void refuse(Act.Refuse refuse) throws IOException {
        Refusal refusal = wire.refusal(refuse);
        if (refusal.stream()) {
            send(refusal.body().getBytes(StandardCharsets.UTF_8));
        } else {
            response.whole(
                    refusal.status(),
                    refusal.headers(),
                    refusal.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sendAfterBegin(byte[] event) throws IOException {
        if (!begun) {
            begun = true;
            send(events.begin());
        }
        send(event);
        call.sentChunk();
    }

    private void send(byte[] event) throws IOException {
        open();
        response.stream(event, script.writeSize());
    }

    private void open() throws IOException {
        if (!response.isStreaming()) {
            response.openStream();
        }
    }

    private Spent spent() {
        return new Spent(request.promptTokens(), said, reasoned);
    }

    /** Without a stream only the words, the refusals, the pauses and the end count. */
    private Call.End playWhole() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        String reason = "stop";
        for (Act act : script.acts()) {
            switch (act) {
                case Act.Say say -> text.append(say.text());
                case Act.Pause pause -> perform(pause);
                case Act.Silence silence -> perform(silence);
                case Act.Refuse refuse -> {
                    refuse(refuse);
                    return Call.End.PLAYED;
                }
                case Act.Whole whole -> {
                    response.whole(whole);
                    return Call.End.PLAYED;
                }
                case Act.Reset() -> {
                    return Call.End.RESET;
                }
                case Act.Finish finish -> reason = finish.reason();
                case Act.Open(), Act.Reason _, Act.Cite _, Act.Stamp _, Act.Raw _, Act.Break _ -> {}
            }
        }
        said = text.codePointCount(0, text.length());
        response.whole(200, Map.of(), events.whole(text.toString(), reason, spent()));
        return Call.End.PLAYED;
    }
}
