package dev.holdfast.chat.endpoint;

import java.util.List;

/** The answer of {@code GET /api/endpoints}: by title. */
public record EndpointList(List<EndpointView> endpoints) {}
