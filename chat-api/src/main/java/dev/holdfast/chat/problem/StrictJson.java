package dev.holdfast.chat.problem;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * A request that says something else than it means is refused, not guessed at: unknown fields,
 * numbers in quotes, something after the end. The contract's records are read tolerantly all the
 * same; their own annotations say so.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        refuse(
                mapper.coercionConfigFor(LogicalType.Textual),
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                mapper.coercionConfigFor(LogicalType.Integer),
                CoercionInputShape.String,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                mapper.coercionConfigFor(LogicalType.Float),
                CoercionInputShape.String,
                CoercionInputShape.Boolean);
        refuse(
                mapper.coercionConfigFor(LogicalType.Boolean),
                CoercionInputShape.String,
                CoercionInputShape.Integer,
                CoercionInputShape.Float);
    }

    private static void refuse(MutableCoercionConfig type, CoercionInputShape... shapes) {
        for (CoercionInputShape shape : shapes) {
            type.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
