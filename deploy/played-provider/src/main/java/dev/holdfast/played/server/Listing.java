package dev.holdfast.played.server;

import dev.holdfast.played.Act;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gives one caller the list of models, unless the script refuses, breaks or keeps silent. */
final class Listing implements Provider.Play {
    private final Script script;
    private final byte[] list;
    private final WireFormat wire;
    private final HttpResponse response;

    Listing(Script script, byte[] list, WireFormat wire, HttpResponse response) {
        this.script = script;
        this.list = list;
        this.wire = wire;
        this.response = response;
    }

    @Override
    public Call.End play() throws IOException, InterruptedException {
        for (Act act : script.acts()) {
            switch (act) {
                case Act.Pause(long millis) -> TimeUnit.MILLISECONDS.sleep(millis);
                case Act.Silence() -> new CountDownLatch(1).await();
                case Act.Refuse refuse -> {
                    Refusal refusal = wire.refusal(refuse);
                    response.whole(
                            refusal.status(),
                            refusal.headers(),
                            refusal.body().getBytes(StandardCharsets.UTF_8));
                    return Call.End.PLAYED;
                }
                case Act.Whole whole -> {
                    response.whole(whole);
                    return Call.End.PLAYED;
                }
                case Act.Reset() -> {
                    return Call.End.RESET;
                }
                case Act.Raw(String text) -> {
                    response.openStream();
                    response.stream(text.getBytes(StandardCharsets.UTF_8), 0);
                    response.endStream();
                    return Call.End.PLAYED;
                }
                case Act.Cite _,
                        Act.Open(),
                        Act.Reason _,
                        Act.Say _,
                        Act.Stamp _,
                        Act.Break _,
                        Act.Finish _ -> {}
            }
        }
        response.whole(200, Map.of(), list);
        return Call.End.PLAYED;
    }
}
