/** What is handed to Kubernetes and to compose, read by whom it is for: Helm, the API's own classes, our settings. */
@NullMarked
package io.surprisal.deploy.manifests;

import org.jspecify.annotations.NullMarked;
