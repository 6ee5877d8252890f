package dev.holdfast.worker.markdown.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;

/**
 * KaTeX, run by Rhino's interpreter: one formula at a time, without access to anything of Java's,
 * and with a budget of instructions, since a formula may define commands in terms of themselves.
 * Interpreted, because then a deep formula costs heap and not the thread's stack, and because
 * compiling it takes longer than it ever wins.
 */
final class Katex {
    private static final String SOURCE = "katex-0.16.9.min.js";

    /** Adds chemistry to it. */
    private static final String CHEMISTRY = "katex-mhchem-0.16.9.min.js";

    /** A page-long derivation takes a tenth of it. */
    private static final long BUDGET = 20_000_000;

    private static final int COUNTED_EVERY = 10_000;
    private static final int DEEPEST_CALL = 2_000;

    /** KaTeX writes what it does not know, or refuses, in this colour instead of failing. */
    private static final String REFUSED = "#badbad";

    private static final String CALL =
            "(function (tex, display) { return katex.renderToString(tex, { displayMode: display,"
                    + " output: 'mathml', throwOnError: true, strict: 'ignore', trust: false,"
                    + " maxExpand: 300, maxSize: 20, errorColor: '"
                    + REFUSED
                    + "' }) })";

    private final ReentrantLock lock = new ReentrantLock();
    private final ContextFactory contexts = new Counted();
    private @Nullable Loaded loaded;

    private record Loaded(ScriptableObject scope, Function renderToString) {}

    /**
     * @return KaTeX's HTML, which is not to be trusted; empty where there is none
     */
    Optional<String> render(Formula formula) {
        lock.lock();
        try (Context context = contexts.enterContext()) {
            Loaded katex = load(context);
            ((Budget) context).left = BUDGET;
            Object html =
                    katex.renderToString.call(
                            context,
                            katex.scope,
                            katex.scope,
                            new Object[] {formula.tex(), formula.display()});
            return Optional.of(html.toString()).filter(it -> !it.contains(REFUSED));
        } catch (RhinoException | Exhausted | StackOverflowError notAFormula) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Loaded load(Context context) {
        Loaded present = loaded;
        if (present != null) {
            return present;
        }
        ScriptableObject scope = context.initSafeStandardObjects();
        evaluate(SOURCE, context, scope);
        evaluate(CHEMISTRY, context, scope);
        Object call = context.evaluateString(scope, CALL, "call", 1, null);
        Loaded fresh = new Loaded(scope, (Function) call);
        loaded = fresh;
        return fresh;
    }

    private static void evaluate(String file, Context context, ScriptableObject scope) {
        try (InputStream stream = Katex.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing");
            }
            Reader source = new InputStreamReader(stream, StandardCharsets.UTF_8);
            context.evaluateReader(scope, source, file, 1, null);
        } catch (IOException broken) {
            throw new IllegalStateException(file + " cannot be read", broken);
        }
    }

    private static final class Counted extends ContextFactory {
        @Override
        protected Context makeContext() {
            Budget context = new Budget(this);
            context.setInterpretedMode(true);
            context.setLanguageVersion(Context.VERSION_ES6);
            context.setInstructionObserverThreshold(COUNTED_EVERY);
            context.setMaximumInterpreterStackDepth(DEEPEST_CALL);
            return context;
        }

        @Override
        protected void observeInstructionCount(Context context, int count) {
            Budget budget = (Budget) context;
            budget.left -= count;
            if (budget.left < 0) {
                throw new Exhausted();
            }
        }
    }

    private static final class Budget extends Context {
        /** Instructions; without a bound while KaTeX is loaded. */
        private long left = Long.MAX_VALUE;

        Budget(ContextFactory factory) {
            super(factory);
        }
    }

    /** An error, which no script can catch. */
    private static final class Exhausted extends Error {
        Exhausted() {
            super("the formula takes too long", null, false, false);
        }
    }
}
