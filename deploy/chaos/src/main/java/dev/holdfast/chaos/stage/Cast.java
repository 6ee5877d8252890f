package dev.holdfast.chaos.stage;

/** How many processes of each service there are. */
public record Cast(int apis, int gateways, int workers) {}
