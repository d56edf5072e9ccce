package io.surprisal.deploy.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.rocksdb.util.Environment;

/**
 * Takes RocksDB's libraries of all other systems out of its jar: an image runs on one, and they are most of what it
 * would weigh.
 */
public final class NativeLibraries {

    private static final String LIBRARY = "librocksdbjni";

    private NativeLibraries() {}

    /**
     * Rewrites RocksDB's jar.
     *
     * @param arguments the folder with the jar
     */
    public static void main(String[] arguments) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "rocksdbjni-*.jar")) {
            for (Path jar : jars) {
                keepOnly(Environment.getJniLibraryFileName("rocksdb"), jar);
            }
        }
    }

    /**
     * Leaves one library in a jar, and all that is no library.
     *
     * @throws IllegalArgumentException if the jar does not hold it, which leaves the jar as it was
     */
    static void keepOnly(String library, Path jar) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
        try (ZipFile whole = new ZipFile(jar.toFile())) {
            if (whole.getEntry(library) == null) {
                throw new IllegalArgumentException(jar + " has no " + library);
            }
            try (OutputStream out = Files.newOutputStream(slim);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                copy(whole, library, zip);
            }
        }
        Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, time);
    }

    private static void copy(ZipFile from, String library, ZipOutputStream to) throws IOException {
        Enumeration<? extends ZipEntry> entries = from.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (entry.getName().startsWith(LIBRARY) && !entry.getName().equals(library)) {
                continue;
            }
            ZipEntry copied = new ZipEntry(entry.getName());
            copied.setTime(entry.getTime());
            to.putNextEntry(copied);
            try (InputStream content = from.getInputStream(entry)) {
                content.transferTo(to);
            }
            to.closeEntry();
        }
    }
}
