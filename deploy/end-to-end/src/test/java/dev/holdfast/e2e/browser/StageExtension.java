package dev.holdfast.e2e.browser;

import dev.holdfast.e2e.Scene;
import dev.holdfast.e2e.SceneExtension;
import dev.holdfast.stack.process.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Stage} of its own on the one stack and in the one browser of the run,
 * and a {@link LongConversation} to those that ask for it. Looks at the consoles when the test is
 * over. A test that failed leaves pictures of its pages.
 */
final class StageExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(Stage.class);
    private static final int WORKERS = 2;

    /** {@code deploy/end-to-end/target}. */
    static Path target() {
        return Repository.find().root().resolve("deploy/end-to-end/target");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stage.class || type == LongConversation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == LongConversation.class) {
            return context.getRoot()
                    .getStore(OURS)
                    .computeIfAbsent(
                            LongConversation.class,
                            _ -> LongConversation.make(SceneExtension.sceneOf(context)),
                            LongConversation.class);
        }
        return context.getStore(OURS).computeIfAbsent(Stage.class, _ -> open(context), Stage.class);
    }

    private static Stage open(ExtensionContext context) {
        Scene scene = SceneExtension.sceneOf(context);
        scene.processes().ensureWorkers(WORKERS);
        Chromium chromium =
                context.getRoot()
                        .getStore(OURS)
                        .computeIfAbsent(Chromium.class, _ -> Chromium.launch(), Chromium.class);
        return new Stage(scene, chromium.browser());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Stage stage = context.getStore(OURS).get(Stage.class, Stage.class);
        if (stage == null) {
            return;
        }
        try {
            if (context.getExecutionException().isPresent()) {
                stage.photograph(target().resolve("failed"), nameOf(context));
            } else {
                stage.assertNoComplaints();
            }
        } finally {
            stage.close();
        }
    }

    private static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName()
                + "."
                + context.getRequiredTestMethod().getName();
    }
}
