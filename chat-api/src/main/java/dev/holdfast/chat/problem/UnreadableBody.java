package dev.holdfast.chat.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import java.util.List;

/**
 * What is wrong with a body that Jackson refused. Never repeats Jackson's own message: that quotes
 * the body, and a body may hold a key.
 */
final class UnreadableBody {
    private UnreadableBody() {}

    static Problem problem(JsonProcessingException refused) {
        return switch (refused) {
            case UnrecognizedPropertyException unknown ->
                    ProblemType.UNKNOWN_FIELD
                            .because("Leave it out, or look at its spelling.")
                            .inField(path(unknown.getPath()));
            case MismatchedInputException mismatched when !mismatched.getPath().isEmpty() ->
                    ProblemType.INVALID_FIELD
                            .because("It has a value of another type than expected.")
                            .inField(path(mismatched.getPath()));
            case StreamConstraintsException _ ->
                    ProblemType.MALFORMED_REQUEST.because(
                            "The JSON is nested too deeply, or a name or number in it is too"
                                    + " long.");
            case JsonMappingException mapping
                    when mapping.getCause() instanceof InputCoercionException ->
                    ProblemType.INVALID_FIELD
                            .because("The number is out of range.")
                            .inField(path(mapping.getPath()));
            case JsonMappingException mapping
                    when mapping.getCause() instanceof JsonProcessingException inner ->
                    problem(inner);
            case JsonMappingException _ ->
                    ProblemType.MALFORMED_REQUEST.because("Send one JSON object as the body.");
            default ->
                    ProblemType.MALFORMED_REQUEST.because(
                            "The body is not JSON; the first fault is in line "
                                    + line(refused)
                                    + ".");
        };
    }

    private static int line(JsonProcessingException refused) {
        return refused.getLocation() == null ? 1 : Math.max(1, refused.getLocation().getLineNr());
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shown(reference.getFieldName()));
            }
        }
        return path.toString();
    }

    /** A name that the client chose, so it may be of any length. */
    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
