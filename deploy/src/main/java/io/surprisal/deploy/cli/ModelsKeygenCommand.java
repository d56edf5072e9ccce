package io.surprisal.deploy.cli;

import io.surprisal.schemas.models.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models keygen}: a pair of keys to sign models with. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description =
                "Makes an Ed25519 key to sign models with: FILE, a secret, and FILE.pub, which checks its signatures.",
        footer = {
            "",
            "A detector with model.signature.keys=FILE.pub refuses every version on the topic that the key has not signed.",
            "Both are PEM files; a key of openssl's will do as well, if its file holds the public key too:",
            "  openssl genpkey -algorithm ed25519 -out FILE; openssl pkey -in FILE -pubout | tee FILE.pub >> FILE",
            "",
            "Examples:",
            "  surprisal models keygen release.pem",
            "  surprisal publish model.avro --sign-key release.pem",
            "  surprisal detect --set model.signature.keys=release.pem.pub --config detector.properties"
        })
final class ModelsKeygenCommand implements Callable<Integer> {

    private static final String ONLY_OWNER = "rw-------";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where the secret key goes; must not exist yet.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Override
    public Integer call() throws IOException {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        for (Path one : new Path[] {file, publicFile}) {
            if (Files.exists(one)) {
                throw new CommandFailedException(one + " is there already, and is left as it is");
            }
        }
        SigningKey key = SigningKey.generate();
        write(file, key.pem());
        Files.writeString(publicFile, key.publicKey().pem(), StandardOpenOption.CREATE_NEW);
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote key " + key.publicKey().id() + " to " + file + ", keep it secret, and " + publicFile);
        out.println("for detectors: model.signature.keys=" + key.publicKey().base64());
        out.flush();
        return 0;
    }

    /** Nobody else may read it, from the first moment on. */
    private static void write(Path secret, String pem) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(ONLY_OWNER))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(secret, options, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
