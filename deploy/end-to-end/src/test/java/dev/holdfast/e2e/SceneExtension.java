package dev.holdfast.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the one scene of this test run, which ends with the run. */
public final class SceneExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sceneOf(context);
    }

    /** For extensions that build on it. */
    public static Scene sceneOf(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Scene.class))
                .computeIfAbsent(Scene.class, _ -> Scene.open(), Scene.class);
    }
}
