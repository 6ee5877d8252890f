package dev.holdfast.chat.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Describes the parts of a content, whose kinds are told by a word and not by a class. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ContentParts implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema("Part", part());
    }

    private static Schema part() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description(
                        "One part of a message. The type says which fields it has: text has text"
                                + " and, where it was written by a model, html; reasoning has text"
                                + " and perhaps opaque; tool-call has callId, name, input and"
                                + " state; tool-result has callId, parts and failed; attachment has"
                                + " reference, mediaType, name and bytes. Pass over a type that you"
                                + " do not know.")
                .required(List.of("type"))
                .addProperty("type", text("What it is"))
                .addProperty("text", text("As typed by the user, or the model's markdown"))
                .addProperty(
                        "html",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(text("One top-level block"))
                                .description("The text's HTML"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
