package io.steelyard.bench.process;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM of this user, asked by the tools of the JDK.
 *
 * @param process that it is
 */
public record JavaProcess(ProcessHandle process) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Has it log every collection and every stop of all its threads to a file from now on. */
    public void logPauses(Path file) throws IOException, InterruptedException {
        String answer = jcmd(
                "VM.log",
                "output=" + file.toAbsolutePath(),
                "what=gc=info,safepoint=info",
                "decorators=uptime,tags",
                "output_options=filecount=0");
        if (!answer.contains("Command executed successfully")) {
            throw new IOException("the JVM does not log its pauses: " + answer.strip());
        }
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> line = new ArrayList<>(List.of(jcmd.toString(), Long.toString(process.pid())));
        line.addAll(List.of(command));
        try (OwnProcess asked = OwnProcess.start("jcmd", line)) {
            return asked.awaitOutput(LIMIT);
        }
    }

    /** What all its threads have allocated so far, ended ones too, in bytes. Asking allocates some of it. */
    // The address comes from a JVM that this user started.
    @SuppressWarnings("BanJNDI")
    public long allocatedBytes() throws IOException {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(managementAddress()))) {
            return ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class)
                    .getTotalThreadAllocatedBytes();
        }
    }

    private String managementAddress() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException refused) {
            throw new IOException("the JVM does not let itself be asked", refused);
        }
    }
}
