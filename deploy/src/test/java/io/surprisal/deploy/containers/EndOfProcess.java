package io.surprisal.deploy.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.time.Duration;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerStatus;

/** Takes a container for started once its process has ended, with whichever exit code. */
final class EndOfProcess extends StartupCheckStrategy {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    EndOfProcess() {
        withTimeout(LIMIT);
    }

    @Override
    public StartupStatus checkStartupState(DockerClient docker, String containerId) {
        ContainerState state = getCurrentState(docker, containerId);
        return DockerStatus.isContainerStopped(state) ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
    }
}
