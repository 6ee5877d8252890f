package dev.holdfast.chat.topics;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without the log's identity no state can be shown, since none could name its position. */
@Readiness
@ApplicationScoped
class TopicsReady implements HealthCheck {
    private final Topics topics;

    TopicsReady(Topics topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("topics").status(topics.log().isPresent()).build();
    }
}
