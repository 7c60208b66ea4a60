package dev.foresight.engine.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from all others that ever get its id, on whatever machine.
 *
 * @param pid its id
 * @param start when it started, in a form that setting the clock does not change: on Linux the boot and the ticks since
 *     then; elsewhere {@code ms:} and the milliseconds since 1970 that the system noted once
 * @param host the machine's name, without blanks
 */
public record ProcessMark(long pid, String start, String host) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final String MILLIS = "ms:";

    /** Systems other than Linux round a start time differently at different looks. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** Found once: a look-up of the own name may go to the network. */
    private static final String THIS_HOST = findHost().strip().replaceAll("\\s+", "-");

    /** Of this process. */
    public static ProcessMark here() {
        ProcessHandle self = ProcessHandle.current();
        return of(self).orElseThrow(() -> new IllegalStateException("process " + self.pid() + " does not see itself"));
    }

    /** Of a process of this machine; empty when it has ended. */
    public static Optional<ProcessMark> of(ProcessHandle process) {
        return startOf(process).map(start -> new ProcessMark(process.pid(), start, THIS_HOST));
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    static Optional<ProcessMark> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        return words.length == 3 && words[0].matches("\\d{1,18}")
                ? Optional.of(new ProcessMark(Long.parseLong(words[0]), words[1], words[2]))
                : Optional.empty();
    }

    /** One line. */
    String text() {
        return pid + " " + start + " " + host + "\n";
    }

    /** Whether it is or was a process of this machine. */
    public boolean local() {
        return host.equals(THIS_HOST);
    }

    /** The process, while it lives on this machine. */
    public Optional<ProcessHandle> living() {
        return local() ? ProcessHandle.of(pid).filter(this::is) : Optional.empty();
    }

    private boolean is(ProcessHandle process) {
        return startOf(process).filter(this::sameStart).isPresent();
    }

    private boolean sameStart(String other) {
        if (start.startsWith(MILLIS) && other.startsWith(MILLIS)) {
            return Math.abs(millis(start) - millis(other)) <= SAME_START.toMillis();
        }
        return start.equals(other);
    }

    private static long millis(String start) {
        String digits = start.substring(MILLIS.length());
        return digits.matches("-?\\d{1,18}") ? Long.parseLong(digits) : Long.MIN_VALUE / 2;
    }

    /** Empty when the process has ended, also when nobody has taken notice of its end yet (a zombie). */
    private static Optional<String> startOf(ProcessHandle process) {
        if (!process.isAlive()) {
            return Optional.empty();
        }
        if (!Files.exists(BOOT)) {
            return Optional.of(MILLIS
                    + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }
        try {
            // The name stands in brackets and may hold blanks and brackets; state and times follow the last one.
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean over = fields[0].equals("Z") || fields[0].equals("X");
            return over ? Optional.empty() : Optional.of(Files.readString(BOOT).strip() + ":" + fields[22 - 3]);
        } catch (IOException e) {
            // It ended between the two looks.
            return Optional.empty();
        }
    }

    private static String findHost() {
        try {
            if (Files.exists(HOST)) {
                return Files.readString(HOST);
            }
            String windows = System.getenv("COMPUTERNAME");
            return windows == null ? InetAddress.getLocalHost().getHostName() : windows;
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            throw new RunIoException(HOST, "cannot read", e, "the machine's name is needed to lock runs");
        }
    }
}
