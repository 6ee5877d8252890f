package dev.holdfast.edge.life;

import dev.holdfast.contracts.life.Life;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Down when a loop is stuck or dead: a new process is the only cure. */
@Liveness
@ApplicationScoped
class LoopsAlive implements HealthCheck {
    private final Life life;

    LoopsAlive(Life life) {
        this.life = life;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> complaints = life.complaints();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("loops").status(complaints.isEmpty());
        life.states().forEach(answer::withData);
        return answer.build();
    }
}
