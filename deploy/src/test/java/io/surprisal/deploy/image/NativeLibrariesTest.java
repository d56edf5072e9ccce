package io.surprisal.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void writeJar() throws IOException {
        jar = folder.resolve("rocksdbjni-1.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("librocksdbjni-linux64.so", "librocksdbjni-win64.dll", "org/RocksDB.class")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.setLastModifiedTime(jar, THEN);
    }

    @Test
    void leavesTheLibraryOfThisSystemAndAllThatIsNone() throws IOException {
        NativeLibraries.keepOnly("librocksdbjni-linux64.so", jar);

        assertThat(names()).containsExactly("librocksdbjni-linux64.so", "org/RocksDB.class");
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(THEN);
        assertThat(folder).isDirectoryNotContaining("glob:**.slim");
    }

    @Test
    void leavesAJarWithoutThatLibraryAsItIs() {
        assertThatThrownBy(() -> NativeLibraries.keepOnly("librocksdbjni-solaris.so", jar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no librocksdbjni-solaris.so");
        assertThat(names()).hasSize(3);
    }

    private List<String> names() {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
