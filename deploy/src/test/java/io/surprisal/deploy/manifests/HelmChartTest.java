package io.surprisal.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.surprisal.deploy.capacity.CapacityPlan;
import io.surprisal.deploy.capacity.Deployment;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it. */
@EnabledOnOs(OS.LINUX) // whose Helm the build has
class HelmChartTest {

    private static final Path CHART = Path.of("helm", "surprisal");
    private static final Path EXAMPLES = Path.of("helm", "examples");
    private static final String KUBERNETES = "1.33.0"; // else Helm takes 1.20
    private static final double MEGABYTE = 1 << 20;
    private static final double JVM_BESIDE_THE_HEAP = 200 * MEGABYTE;

    @Test
    void passesHelmsOwnChecks() {
        LintResult lint = new Helm(CHART).lint().quiet().call();

        assertThat(lint.getMessages())
                .allMatch(message -> !message.contains("[ERROR]") || message.contains("features"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"minimal.yaml", "production.yaml"})
    void rendersWhatKubernetesKnows(String example) throws IOException {
        Manifests manifests = render(example);

        for (Class<?> kind : List.of(
                ConfigMap.class,
                Service.class,
                ServiceAccount.class,
                StatefulSet.class,
                Job.class,
                CronJob.class,
                NetworkPolicy.class,
                PodDisruptionBudget.class)) {
            manifests.all(kind);
        }
        assertThat(manifests.kinds()).contains("StatefulSet", "PodDisruptionBudget", "ConfigMap");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"minimal.yaml", "production.yaml"})
    void locksEveryPodDown(String example) throws IOException {
        for (PodSpec pod : pods(render(example))) {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            // Variables of a service named surprisal would be taken for settings.
            assertThat(pod.getEnableServiceLinks()).isFalse();
            for (Container container : pod.getContainers()) {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
            }
        }
    }

    private static List<PodSpec> pods(Manifests manifests) throws IOException {
        List<PodSpec> pods = new ArrayList<>();
        manifests
                .all(StatefulSet.class)
                .forEach(set -> pods.add(set.getSpec().getTemplate().getSpec()));
        manifests
                .all(Job.class)
                .forEach(job -> pods.add(job.getSpec().getTemplate().getSpec()));
        manifests
                .all(CronJob.class)
                .forEach(job -> pods.add(
                        job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec()));
        return pods;
    }

    @Test
    void givesTheDetectorSettingsThatItAccepts(@TempDir Path folder) throws IOException {
        Manifests manifests = render("minimal.yaml");
        Path file = folder.resolve("detector.properties");
        Files.writeString(file, manifests.only(ConfigMap.class).getData().get("detector.properties"));

        DetectorSettings settings =
                DetectorSettings.load(Optional.of(file), environment(manifests, "surprisal-1"), Map.of());

        assertThat(settings.input().featureNames()).containsExactly("cpu", "mem.used");
        assertThat(settings.engine().streams())
                .containsEntry("main.consumer.group.instance.id", "surprisal-1")
                .containsEntry("num.standby.replicas", "1")
                .containsEntry("session.timeout.ms", "60000");
        assertThat(settings.http().advertised()).isEqualTo("surprisal-1.surprisal-instances.monitoring.svc:8080");
        assertThat(manifests.all(Service.class))
                .anyMatch(service -> service.getMetadata().getName().equals("surprisal-instances")
                        && "None".equals(service.getSpec().getClusterIP()));
    }

    /** A pod's variables, as Kubernetes sets them. */
    private static Map<String, String> environment(Manifests manifests, String pod) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (EnvVar variable : detector(manifests).getEnv()) {
            String value = variable.getValue();
            if (value != null) {
                environment.put(variable.getName(), value.replace("$(POD_NAME)", pod));
            }
        }
        return environment;
    }

    private static Container detector(Manifests manifests) throws IOException {
        return manifests
                .only(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    @Test
    void asksForWhatTheCapacityPlanSays() throws IOException {
        StatefulSet set = render("minimal.yaml").only(StatefulSet.class);
        Container detector =
                set.getSpec().getTemplate().getSpec().getContainers().get(0);
        CapacityPlan plan = CapacityPlan.of(new Deployment(1_000_000, 5_000, 1, 6));

        double memory = amount(detector.getResources().getLimits(), "memory");
        assertThat(memory / 2 + plan.offHeapBytes() + JVM_BESIDE_THE_HEAP).isLessThan(memory);
        assertThat(amount(detector.getResources().getRequests(), "cpu")).isGreaterThan(plan.applicationCores());
        assertThat(amount(
                        set.getSpec()
                                .getVolumeClaimTemplates()
                                .get(0)
                                .getSpec()
                                .getResources()
                                .getRequests(),
                        "storage"))
                .isGreaterThan(2 * plan.diskBytes());
    }

    private static double amount(Map<String, Quantity> resources, String name) {
        return Objects.requireNonNull(resources.get(name), name)
                .getNumericalAmount()
                .doubleValue();
    }

    @Test
    void leavesTheNumberOfInstancesToWhoScales() throws IOException {
        Manifests scaled = render("production.yaml");

        assertThat(scaled.only(StatefulSet.class).getSpec().getReplicas()).isNull();
        assertThat(scaled.all("ScaledObject")).singleElement().satisfies(scaler -> {
            assertThat(scaler.at("/spec/scaleTargetRef/name").asText()).isEqualTo("surprisal");
            assertThat(scaler.at("/spec/triggers/0/metadata/consumerGroup").asText())
                    .isEqualTo("surprisal");
            assertThat(scaler.at("/spec/triggers/0/metadata/topic").asText()).isEqualTo("observations");
        });
    }

    @Test
    void handsTheAlertRulesToThePrometheusOperator() throws IOException {
        Manifests watched = render("production.yaml");

        assertThat(watched.all("PrometheusRule"))
                .singleElement()
                .satisfies(rules -> assertThat(rules.at("/spec/groups/0/rules"))
                        .anySatisfy(
                                rule -> assertThat(rule.path("alert").asText()).isEqualTo("SurprisalDown")));
        assertThat(watched.all("ServiceMonitor")).hasSize(1);
    }

    @Test
    void refusesAValueThatItDoesNotHave() {
        assertThatThrownBy(() -> template("minimal.yaml").set("replica", 3).call())
                .hasMessageContaining("replica");
    }

    @Test
    void saysThatFeaturesAreMissing() {
        assertThatThrownBy(() -> new Helm(CHART)
                        .template()
                        .withKubeVersion(KUBERNETES)
                        .withName("surprisal")
                        .call())
                .hasMessageContaining("settings.features is missing");
    }

    private static Manifests render(String example) throws IOException {
        return Manifests.of(template(example).call());
    }

    private static TemplateCommand template(String example) {
        return new Helm(CHART)
                .template()
                .withKubeVersion(KUBERNETES)
                .withName("surprisal")
                .withNamespace("monitoring")
                .withValuesFile(EXAMPLES.resolve(example));
    }
}
