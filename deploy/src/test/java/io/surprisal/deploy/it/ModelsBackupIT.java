package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models topic in a file, and back. */
class ModelsBackupIT {

    @TempDir
    private Path folder;

    @Test
    void restoresVersionsAliasesAndPoliciesToAnEmptyTopic() throws Exception {
        String file = folder.resolve("models.avro").toString();
        try (Pipeline lost = new Pipeline("backup-lost", folder);
                Pipeline fresh = new Pipeline("backup-fresh", folder)) {
            publish(lost, "1", 1);
            publish(lost, "2", 2);
            Cli old = new Cli("backup-lost");
            Cli anew = new Cli("backup-fresh");
            old.run("policy", "set", "web-*", "direction=above");

            Cli.Result kept = old.run("models", "backup", file);
            Cli.Result again = old.run("models", "backup", file);
            Cli.Result restored = anew.run("models", "restore", file);
            Cli.Result twice = anew.run("models", "restore", file);

            assertThat(kept.code()).isZero();
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).contains("there is a file");
            assertThat(restored.err()).isEmpty();
            assertThat(restored.code()).isZero();
            assertThat(twice.out()).contains("restored 0 records");
            assertThat(anew.run("models", "list").out())
                    .isEqualTo(old.run("models", "list").out());
            assertThat(anew.run("policy", "list").out())
                    .isEqualTo(old.run("policy", "list").out());
            assertThat(fresh.topics().models().name()).isEqualTo("backup-fresh.models");
        }
    }

    @Test
    void writesNothingWhereTheTopicHasOtherVersions() throws Exception {
        String file = folder.resolve("other.avro").toString();
        try (Pipeline one = new Pipeline("backup-one", folder);
                Pipeline other = new Pipeline("backup-other", folder)) {
            publish(one, "1", 1);
            publish(other, "1", 5);
            new Cli("backup-one").run("models", "backup", file);
            long before = other.modelsRecords();

            Cli.Result refused = new Cli("backup-other").run("models", "restore", file);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("nothing was restored");
            assertThat(other.modelsRecords()).isEqualTo(before);
        }
    }

    @Test
    void saysThatAFileIsNoBackup() throws Exception {
        Path file = Files.writeString(folder.resolve("no.avro"), "nothing of the kind");
        try (Pipeline pipeline = new Pipeline("backup-none", folder)) {
            assertThat(pipeline.modelsRecords()).isZero();

            Cli.Result refused = new Cli("backup-none").run("models", "restore", file.toString());

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err().lines()).hasSize(1);
        }
    }

    private static void publish(Pipeline pipeline, String version, long seed) {
        pipeline.publisher()
                .publish(
                        TestModels.version(version, seed),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
    }
}
