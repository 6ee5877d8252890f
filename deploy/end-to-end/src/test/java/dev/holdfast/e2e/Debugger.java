package dev.holdfast.e2e;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A debugger on a running service, by which a test lets a thread die of an error in the middle of
 * whatever it does, or stand still. So no service needs a way in for tests.
 */
final class Debugger implements AutoCloseable {
    private final VirtualMachine machine;

    private Debugger(VirtualMachine machine) {
        this.machine = machine;
    }

    /** Has a JVM listen to debuggers of this machine. */
    static Map<String, String> listening(int port) {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port);
    }

    static Debugger attach(int port) throws IOException {
        AttachingConnector connector =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        set(arguments, "hostname", "127.0.0.1");
        set(arguments, "port", Integer.toString(port));
        try {
            return new Debugger(connector.attach(arguments));
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }

    private static void set(Map<String, Connector.Argument> arguments, String name, String value) {
        Objects.requireNonNull(arguments.get(name)).setValue(value);
    }

    /**
     * Throws an error into the thread: one of those that the JVM keeps ready for when it can make
     * none. It was not thrown by the JVM, so that no flag acts on it.
     */
    void throwErrorInto(String thread) {
        List<ObjectReference> kept =
                machine.classesByName("java.lang.OutOfMemoryError").getFirst().instances(1);
        try {
            thread(thread).stop(kept.getFirst());
        } catch (InvalidTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    void suspend(String thread) {
        thread(thread).suspend();
    }

    List<String> threads() {
        return machine.allThreads().stream().map(ThreadReference::name).sorted().toList();
    }

    private ThreadReference thread(String name) {
        return machine.allThreads().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no thread " + name + " in " + threads()));
    }

    /** What was suspended stays so for as long as the debugger is attached. */
    @Override
    public void close() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException alreadyEnded) {
            // The process is gone, which is what tests do here.
        }
    }
}
