package dev.holdfast.worker.health;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.worker.control.ControlConsumer;
import dev.holdfast.worker.request.RequestConsumer;
import dev.holdfast.worker.run.Runs;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the broker answers, the topics are there, stops are heard, and requests are taken, which
 * they are once the worker has rehearsed.
 */
@Readiness
@ApplicationScoped
class ReadinessOfWorker implements HealthCheck {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final BrokerWatch broker;
    private final ControlConsumer control;
    private final RequestConsumer requests;
    private final Runs runs;

    ReadinessOfWorker(
            BrokerWatch broker, ControlConsumer control, RequestConsumer requests, Runs runs) {
        this.broker = broker;
        this.control = control;
        this.requests = requests;
        this.runs = runs;
    }

    void begin(@Observes StartupEvent event, Vertx vertx, Life life, LifeConfig limits) {
        Vital looks = life.vital("broker looks", BETWEEN_LOOKS.plus(limits.lateness()));
        broker.look();
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), _ -> looks.turn(broker::look));
    }

    @Override
    public HealthCheckResponse call() {
        boolean topics = broker.isComplete();
        boolean listening = control.isHearing();
        boolean taking = requests.isTaking();
        return HealthCheckResponse.named("generation-worker")
                .status(topics && listening && taking)
                .withData("topics", topics)
                .withData("control", listening)
                .withData("requests", taking)
                .withData("running", runs.count())
                .build();
    }
}
