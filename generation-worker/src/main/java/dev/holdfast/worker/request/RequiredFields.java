package dev.holdfast.worker.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A field that a record marks as required is neither absent nor null. Jackson by itself refuses the
 * absent alone.
 */
final class RequiredFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private RequiredFields() {}

    static ObjectMapper enforcedBy(ObjectMapper json) {
        return json.copy().setAnnotationIntrospector(new RequiredFields());
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        JsonProperty property = _findAnnotation(member, JsonProperty.class);
        return property != null && property.required()
                ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                : super.findSetterInfo(member);
    }
}
