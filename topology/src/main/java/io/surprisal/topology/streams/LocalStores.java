package io.surprisal.topology.streams;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * What an instance has of its stores on its own disk: a copy of their changelogs, so that it may be deleted where the disk has
 * not kept it as it was written.
 */
public final class LocalStores {

    private LocalStores() {}

    /** Whether a failure says that files of a store are missing, cut off or other than they were written. */
    public static boolean areDamaged(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException store && store.getStatus() != null && isDamage(store.getStatus())) {
                return true;
            }
        }
        return false;
    }

    /** A disk that is full, or whose files may not be read, is no reason to delete anything. */
    private static boolean isDamage(Status status) {
        return status.getCode() == Status.Code.Corruption
                // As the library says it of a file that is missing when a store is opened.
                || (status.getCode() == Status.Code.IOError
                        && status.getState() != null
                        && status.getState().contains("No such file or directory"));
    }

    /**
     * Deletes them. Nothing may use them any more; the next start restores them from their changelogs.
     *
     * @throws IOException if that is not possible
     */
    public static void delete(DetectorSettings settings) throws IOException {
        Utils.delete(folder(settings).toFile());
    }

    /** Where they are. */
    public static Path folder(DetectorSettings settings) {
        return settings.engine().stateDir().resolve(settings.engine().applicationId());
    }
}
