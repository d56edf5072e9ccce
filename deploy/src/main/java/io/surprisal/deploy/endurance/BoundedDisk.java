package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A folder on a file system of its own, so small that it can be filled: a tmpfs, which gives the same error as any disk that is
 * full ({@code ENOSPC}). Mounting needs root.
 */
final class BoundedDisk implements AutoCloseable {

    private static final String SIZE = "96m";
    private static final long COMMAND_LIMIT_SECONDS = 20;
    private static final int[] PIECES = {1 << 20, 4096, 1};

    private final Path folder;
    private final Thread atExit = new Thread(this::unmount, "unmount");

    private BoundedDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether this process may mount file systems. */
    static boolean isPossible() throws IOException, InterruptedException {
        Path probe = Files.createTempDirectory("surprisal-mount-");
        try (BoundedDisk disk = new BoundedDisk(probe)) {
            return disk.isMounted();
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Mounts it on a folder, until it is closed or this process ends.
     *
     * @throws IOException if that is not allowed
     */
    static BoundedDisk mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        BoundedDisk disk = new BoundedDisk(folder);
        if (!disk.isMounted()) {
            throw new IOException("a tmpfs of " + SIZE + " could not be mounted on " + folder);
        }
        Runtime.getRuntime().addShutdownHook(disk.atExit);
        return disk;
    }

    private boolean isMounted() throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "surprisal", folder.toString());
    }

    /** Takes all that is free of it. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(
                ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int piece : PIECES) {
                writeUntilFull(out, piece);
            }
        }
    }

    private static void writeUntilFull(OutputStream out, int piece) {
        byte[] bytes = new byte[piece];
        Arrays.fill(bytes, (byte) 1);
        try {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            // As intended.
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private void unmount() {
        try {
            // Lazily: whoever still has files open there keeps them.
            run("umount", "-l", folder.toString());
        } catch (IOException gone) {
            // Without the command nothing was mounted.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return false;
        }
        return process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() {
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // It runs already.
        }
    }
}
