package dev.holdfast.chat.openapi;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to every operation the problems that it may answer with, each with an example, and the
 * bearer token that all of them want. Said once here instead of at every operation, so that a new
 * one cannot forget it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonAnswers implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    private static final Set<ProblemType> OF_ALL =
            EnumSet.of(
                    ProblemType.UNAUTHENTICATED,
                    ProblemType.NOT_ACCEPTABLE,
                    ProblemType.INTERNAL_ERROR,
                    ProblemType.SERVICE_UNAVAILABLE);
    private static final Set<ProblemType> OF_IDS = EnumSet.of(ProblemType.INVALID_ID);
    private static final Set<ProblemType> OF_BODIES =
            EnumSet.of(
                    ProblemType.MALFORMED_REQUEST,
                    ProblemType.UNKNOWN_FIELD,
                    ProblemType.INVALID_FIELD,
                    ProblemType.BODY_TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE);

    /** By operationId: what only this one answers. */
    private static final Map<String, Set<ProblemType>> OF_ONE =
            Map.of(
                    "listConversations", EnumSet.of(ProblemType.INVALID_FIELD),
                    "getConversation", EnumSet.of(ProblemType.CONVERSATION_NOT_FOUND),
                    "deleteConversation", EnumSet.of(ProblemType.CONVERSATION_NOT_FOUND),
                    "sendMessage",
                            EnumSet.of(
                                    ProblemType.CONVERSATION_NOT_FOUND,
                                    ProblemType.MESSAGE_NOT_FOUND,
                                    ProblemType.ID_IN_USE,
                                    ProblemType.ANSWER_RUNNING,
                                    ProblemType.MESSAGE_TOO_LONG,
                                    ProblemType.MODEL_UNAVAILABLE,
                                    ProblemType.KEY_REQUIRED,
                                    ProblemType.ENDPOINTS_NOT_ALLOWED,
                                    ProblemType.ENDPOINT_NOT_FOUND,
                                    ProblemType.TOO_MANY_GENERATIONS),
                    "deleteKey",
                            EnumSet.of(ProblemType.KEY_NOT_FOUND, ProblemType.PROVIDER_NOT_FOUND),
                    "putKey", EnumSet.of(ProblemType.PROVIDER_NOT_FOUND),
                    "putEndpoint",
                            EnumSet.of(
                                    ProblemType.ENDPOINTS_NOT_ALLOWED,
                                    ProblemType.ENDPOINT_ADDRESS_REFUSED,
                                    ProblemType.TOO_MANY_ENDPOINTS),
                    "checkEndpoint",
                            EnumSet.of(
                                    ProblemType.ENDPOINTS_NOT_ALLOWED,
                                    ProblemType.ENDPOINT_NOT_FOUND),
                    "deleteEndpoint", EnumSet.of(ProblemType.ENDPOINT_NOT_FOUND));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(PROBLEM, problem());
        api.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("An access token of the configured OIDC issuer."));
        if (api.getPaths() != null) {
            api.getPaths().getPathItems().forEach(CommonAnswers::describe);
        }
    }

    private static void describe(String path, PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            operation.setSecurity(
                    List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
            problemsOf(path, operation).forEach((status, types) -> add(operation, status, types));
        }
    }

    private static Map<Integer, List<ProblemType>> problemsOf(String path, Operation operation) {
        Set<ProblemType> types = EnumSet.copyOf(OF_ALL);
        if (path.contains("{id}")) {
            types.addAll(OF_IDS);
        }
        if (operation.getRequestBody() != null) {
            types.addAll(OF_BODIES);
        }
        types.addAll(OF_ONE.getOrDefault(operation.getOperationId(), Set.of()));
        if (path.contains("/generations/")) {
            types.add(ProblemType.GENERATION_NOT_FOUND);
        }
        return types.stream()
                .collect(
                        Collectors.groupingBy(
                                ProblemType::status, TreeMap::new, Collectors.toList()));
    }

    private static void add(Operation operation, int status, List<ProblemType> types) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        // Quarkus adds bare ones for what it refuses itself; these say more.
        operation.getResponses().addAPIResponse(Integer.toString(status), response(types));
    }

    private static APIResponse response(List<ProblemType> types) {
        var media =
                OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM));
        for (ProblemType type : types) {
            media.addExample(
                    type.slug(),
                    OASFactory.createExample().summary(type.title()).value(example(type)));
        }
        return OASFactory.createAPIResponse()
                .description(
                        types.stream().map(ProblemType::title).collect(Collectors.joining("; ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media));
    }

    private static Map<String, Object> example(ProblemType type) {
        Problem problem = type.because("What happened, and what to do about it.");
        Map<String, Object> example = new TreeMap<>();
        example.put("type", problem.type());
        example.put("slug", problem.slug());
        example.put("title", problem.title());
        example.put("status", problem.status());
        example.put("detail", problem.detail());
        return example;
    }

    private static Schema problem() {
        List<String> required = List.of("type", "slug", "title", "status", "detail");
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A problem document (RFC 9457). Act on the slug; it never changes.")
                .required(new ArrayList<>(required))
                .addProperty("type", text("urn:holdfast:problem:<slug>"))
                .addProperty("slug", text("The stable name"))
                .addProperty("title", text("The same for every occurrence"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("HTTP status code"))
                .addProperty("detail", text("This occurrence, and what to do about it"))
                .addProperty("field", text("The request field at fault, as a JSON path"))
                .addProperty(
                        "retryAfterSeconds",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("When a new try makes sense"))
                .addProperty("instance", text("Names this occurrence, for support"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
