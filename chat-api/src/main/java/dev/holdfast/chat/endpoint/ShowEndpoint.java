package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.trial.ShowTrial;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import jakarta.enterprise.context.ApplicationScoped;

/** From a kept endpoint to what is shown of it. */
@ApplicationScoped
class ShowEndpoint {
    private final EndpointJson json;
    private final ShowTrial showTrial;

    ShowEndpoint(EndpointJson json, ShowTrial showTrial) {
        this.json = json;
        this.showTrial = showTrial;
    }

    EndpointView show(Endpoint endpoint) {
        ShowTrial.Shown trial = showTrial.show(endpoint.trial(), "endpoint");
        return new EndpointView(
                endpoint.name(),
                UserEndpoint.provider(endpoint.name()),
                endpoint.title(),
                endpoint.baseUrl(),
                endpoint.lastFour(),
                json.names(endpoint.models()),
                json.offers(endpoint.found()).stream().map(ModelOffer::name).toList(),
                endpoint.createdAt(),
                trial.status(),
                trial.checkedAt(),
                trial.problem());
    }
}
