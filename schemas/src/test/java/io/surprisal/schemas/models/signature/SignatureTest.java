package io.surprisal.schemas.models.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.model.InvalidModelException;
import io.surprisal.schemas.Sha256;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.models.ModelsTopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who vouches for a version. */
class SignatureTest {

    /** Made by {@code openssl pkey -pubout} of a key of {@code openssl genpkey -algorithm ed25519}. */
    private static final String OPENSSL = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEADTswjIVfmPcIi/G+msJJtRN1Ycy9FspPFDiA+DkPZzY=
            -----END PUBLIC KEY-----
            """;

    private final SigningKey key = SigningKey.generate();
    private final SignatureRule rule = new SignatureRule(List.of(key.publicKey()));

    @TempDir
    private Path folder;

    @Test
    void acceptsWhatItsKeyHasSigned() throws IOException {
        ModelManifest signed = key.sign(golden()).getManifest();

        assertThatCode(() -> rule.require(signed)).doesNotThrowAnyException();
        assertThat(signed.getSignatureKeyId()).isEqualTo(key.publicKey().id()).hasSize(16);
    }

    @Test
    void doesNotMindHowAVersionIsCutIntoChunks() throws IOException {
        ModelManifest chunked = ModelManifest.newBuilder(key.sign(golden()).getManifest())
                .setChunkSize(10)
                .setChunkCount(20)
                .build();

        assertThatCode(() -> rule.require(chunked)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnUnsignedVersionNamingTheKeysThatWouldDo() throws IOException {
        ModelManifest unsigned = golden().getManifest();

        assertThatThrownBy(() -> rule.require(unsigned))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("it must be signed by one of the keys ["
                        + key.publicKey().id() + "]: it is not signed");
    }

    @Test
    void refusesTheSignatureOfAnotherKeyNamingIt() throws IOException {
        SigningKey other = SigningKey.generate();
        ModelManifest signed = other.sign(golden()).getManifest();

        assertThatThrownBy(() -> rule.require(signed))
                .hasMessageEndingWith("it is signed by key " + other.publicKey().id());
    }

    @Test
    void refusesAVersionOfWhichAnythingWasChangedAfterwards() throws IOException {
        ModelManifest signed = key.sign(golden()).getManifest();
        List<UnaryOperator<ModelManifest.Builder>> changes = List.of(
                each -> each.setVersion("other"),
                each -> each.setSha256("0".repeat(64)),
                each -> each.setParentSha256("0".repeat(64)),
                each -> each.setProvenance(Provenance.newBuilder().setWho("x").build()),
                each -> each.setEncoding("float16-le"));
        for (UnaryOperator<ModelManifest.Builder> change : changes) {
            ModelManifest changed =
                    change.apply(ModelManifest.newBuilder(signed)).build();

            assertThatThrownBy(() -> rule.require(changed)).hasMessageContaining("changed after it was signed");
        }
    }

    @Test
    void asksForNoSignatureWithoutKeys() throws IOException {
        ModelManifest unsigned = golden().getManifest();

        assertThatCode(() -> SignatureRule.NONE.require(unsigned)).doesNotThrowAnyException();
    }

    @Test
    void readsItsOwnKeysAndThoseOfOpenssl() throws IOException {
        Path own = Files.writeString(folder.resolve("own.pem"), key.pem());
        Path foreign = Files.writeString(folder.resolve("openssl.pem"), OPENSSL);

        assertThat(SigningKey.read(own).publicKey()).isEqualTo(key.publicKey());
        assertThat(VerifyingKey.read(own)).isEqualTo(key.publicKey());
        assertThat(VerifyingKey.parse(key.publicKey().base64())).isEqualTo(key.publicKey());
        assertThat(VerifyingKey.read(foreign).id()).isEqualTo("ef7722c418594f3d");
    }

    @Test
    void saysWhatIsWrongWithAKey() throws IOException {
        Path publicAlone =
                Files.writeString(folder.resolve("public.pem"), key.publicKey().pem());
        Path mixed = Files.writeString(
                folder.resolve("mixed.pem"),
                key.pem().substring(0, key.pem().indexOf("-----BEGIN PUBLIC"))
                        + SigningKey.generate().publicKey().pem());

        assertThatThrownBy(() -> SigningKey.read(publicAlone)).hasMessageContaining("BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> SigningKey.read(mixed)).hasMessageContaining("not that of its private key");
        assertThatThrownBy(() -> VerifyingKey.parse("MCowBQYDK2VwAyEAshort")).hasMessageContaining("public key");
        assertThatThrownBy(() -> VerifyingKey.parse("no-such.pem"))
                .hasMessageContaining("no-such.pem")
                .hasMessageContaining("MCowBQYDK2VwAyEA");
    }

    @Test
    void signsTheSameBytesInEveryRelease() throws IOException {
        assertThat(Sha256.hex(SignedForm.of(golden().getManifest())))
                .isEqualTo("fda1623b143a155ab36e14fe4c4d093772618068d459cf37c349c962d1f7243a");
    }

    @Test
    void takesUpAVersionThatIsSignedLater() throws IOException {
        ModelAssembler assembler = new ModelAssembler(rule::require);

        assertThat(kinds(assembler, golden())).containsExactly(AssemblyOutcome.Kind.REFUSED);
        assertThat(kinds(assembler, golden())).isEmpty();
        assertThat(kinds(assembler, key.sign(golden()))).containsExactly(AssemblyOutcome.Kind.COMPLETE);
        assertThat(kinds(assembler, golden())).containsExactly(AssemblyOutcome.Kind.REFUSED);
        assertThat(assembler.complete()).hasSize(1);
    }

    private static List<AssemblyOutcome.Kind> kinds(ModelAssembler assembler, ModelFile file) {
        List<AssemblyOutcome.Kind> kinds = new ArrayList<>();
        for (ModelsTopicRecord record : ModelCodec.toRecords(file, ModelCodec.DEFAULT_CHUNK_SIZE)) {
            assembler.accept(record.key().format(), record.value()).forEach(outcome -> kinds.add(outcome.kind()));
        }
        return kinds;
    }

    private static ModelFile golden() throws IOException {
        return ModelFiles.read(Path.of("src/test/resources/golden/0.1.0/model-file.avro"));
    }
}
