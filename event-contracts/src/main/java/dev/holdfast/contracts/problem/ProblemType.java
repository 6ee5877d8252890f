package dev.holdfast.contracts.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every failure a user or a client can meet. The slug is the constant's name in lower case with
 * hyphens; it never changes once released. The status is the HTTP status where the failure is an
 * answer to a call, and the nearest one where it is an event.
 */
public enum ProblemType {
    // The call itself
    MALFORMED_REQUEST(400, "The request could not be read"),
    INVALID_ID(400, "An id is not a UUIDv7"),
    INVALID_FIELD(422, "A field has a value that is not allowed"),
    UNKNOWN_FIELD(400, "The request has a field that is not known"),
    UNAUTHENTICATED(401, "No valid access token was sent"),
    FORBIDDEN(403, "This is not allowed"),
    ENDPOINTS_NOT_ALLOWED(403, "Endpoints of your own are not allowed here"),
    ORIGIN_NOT_ALLOWED(403, "Pages of this origin may not connect"),
    NOT_FOUND(404, "There is nothing under this address"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),
    NOT_ACCEPTABLE(406, "The answer is not available in that format"),
    CONVERSATION_NOT_FOUND(404, "There is no such conversation"),
    MESSAGE_NOT_FOUND(404, "There is no such message"),
    GENERATION_NOT_FOUND(404, "There is no such generation"),
    KEY_NOT_FOUND(404, "No key is kept for this provider"),
    ENDPOINT_NOT_FOUND(404, "There is no such endpoint"),
    PROVIDER_NOT_FOUND(404, "There is no such provider"),
    ID_IN_USE(409, "This id was used for something else"),
    ANSWER_RUNNING(409, "The answer before this message is still being written"),
    BODY_TOO_LARGE(413, "The request is too large"),
    MESSAGE_TOO_LONG(413, "The message is too long"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request must be JSON"),
    UPGRADE_REQUIRED(426, "This address speaks WebSocket"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    MODEL_UNAVAILABLE(422, "This model is not offered at the moment"),
    KEY_REQUIRED(422, "This provider needs a key of your own"),
    ENDPOINT_ADDRESS_REFUSED(422, "This address may not be called from here"),
    TOO_MANY_ENDPOINTS(422, "Too many endpoints are kept"),
    TOO_MANY_GENERATIONS(429, "Too many answers are being written at once"),
    INTERNAL_ERROR(500, "Something broke on our side"),
    HTTP_VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here"),
    SERVICE_UNAVAILABLE(503, "The service cannot answer right now"),

    // The stream
    UNKNOWN_FRAME(400, "The frame is not part of the protocol"),
    RESUME_EXPECTED(400, "The first frame must be a resume"),
    RESUME_TIMEOUT(408, "No resume came in time"),
    FRAME_TOO_LARGE(413, "The frame is too large"),
    TOO_MANY_WATCHED(422, "Too many conversations are watched"),
    TOO_MANY_CONNECTIONS(429, "Too many connections are open"),
    TOKEN_EXPIRED(401, "The access token has expired"),

    // The generation
    PROVIDER_KEY_REFUSED(401, "The provider refused the key"),
    PROVIDER_FORBIDDEN(403, "The provider does not allow this"),
    PROVIDER_MODEL_NOT_FOUND(404, "The provider does not know this model"),
    PROVIDER_RATE_LIMITED(429, "The provider limits the rate of calls"),
    PROVIDER_QUOTA_EXCEEDED(402, "The provider's account has no credit left"),
    PROVIDER_REQUEST_REFUSED(400, "The provider refused the request"),
    PROVIDER_UNREACHABLE(502, "The provider could not be reached"),
    PROVIDER_ERROR(502, "The provider failed"),
    PROVIDER_MODEL_LOADING(503, "The provider is still loading the model"),
    EMPTY_ANSWER(502, "The answer is empty"),
    ENDPOINT_LISTS_NO_MODELS(422, "The endpoint gives no list of models"),
    PROVIDER_REDIRECTED(502, "The provider sends elsewhere"),
    PROVIDER_TIMEOUT(504, "The provider went silent"),
    PROVIDER_CUT_OFF(502, "The provider ended the answer in the middle"),
    CONTEXT_TOO_LONG(413, "The conversation is too long for this model"),
    CONTENT_FILTERED(422, "The provider's content filter stopped the answer"),
    ANSWER_TOO_LONG(413, "The answer reached the length limit"),
    PROVIDER_NOT_SERVED(422, "This provider is not offered at the moment"),
    KEY_UNREADABLE(422, "The kept key could not be opened"),
    NO_WORKER_AVAILABLE(503, "No worker took the request in time"),
    ATTEMPTS_EXHAUSTED(503, "Every attempt was cut off"),

    // Records
    UNREADABLE_RECORD(400, "A record could not be read"),
    UNKNOWN_RECORD(400, "No worker knows this kind of record");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /**
     * @param detail what happened and what the reader can do about it; never a secret
     */
    public Problem because(String detail) {
        return Problem.of(this, detail);
    }

    public static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }
}
