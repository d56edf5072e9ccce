#!/usr/bin/env bash
# Builds the images of the container test from Maven Central and Debian packages alone, for machines that can pull
# no image: local/jre (a Java runtime on a few Debian packages), local/kafka (imitates apache/kafka) and
# local/apicurio (a schema registry). Images made from equal inputs are left as they are.
#
#   deploy/images/build-images.sh [JDK_HOME]      the JDK, 17 or newer, whose runtime goes into the images
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$here/target
rootfs=$work/rootfs
packages=(libc6 libgcc-s1 zlib1g libstdc++6 busybox-static bash-static)
commands=(basename cat chmod chown cp cut dirname env find grep head id kill ls mkdir mv nc ps readlink rm sed sh sleep tail touch tr wget)
images=(local/jre local/kafka local/apicurio)
label=io.surprisal.inputs
export DOCKER_BUILDKIT=0 # the builder that every engine has

fail() { echo "build-images: $*" >&2; exit 1; }

jdk=${1:-${JAVA_HOME:-}}
if [ -z "$jdk" ]; then
    command -v javac >/dev/null || fail "no JDK: name one as the argument, or set JAVA_HOME"
    jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
fi
[ -x "$jdk/bin/jlink" ] || fail "no jlink below $jdk: a JDK of 17 or newer is needed, not only a runtime"
for tool in docker mvn apt-get dpkg-deb sha256sum; do
    command -v "$tool" >/dev/null || fail "$tool is not installed"
done
docker info >/dev/null 2>&1 || fail "no Docker engine answers (docker info)"

# All that the images are made of, but for the packages' versions: a day-old libc serves these tests as well.
inputs() {
    cat "$here/build-images.sh" "$here/pom.xml" "$here"/{kafka,apicurio}/*
    grep -E '<(apicurio|jackson|kafka|log4j|scala|slf4j)\.version>' "$here/../../pom.xml"
    cat "$jdk/release"
    uname -m
}
hash=$(inputs | sha256sum | cut -c1-16)

built() {
    for image in "${images[@]}"; do
        [ "$(docker image inspect -f "{{ index .Config.Labels \"$label\" }}" "$image" 2>/dev/null)" = "$hash" ] || return 1
    done
}
if built; then
    echo "build-images: ${images[*]} are up to date ($hash)"
    exit 0
fi

runtime_image() {
    rm -rf "$rootfs" "$work/debs"
    mkdir -p "$rootfs" "$work/debs"
    (cd "$work/debs" && apt-get -q -o APT::Sandbox::User=root download "${packages[@]}") >"$work/apt.log" 2>&1 \
        || fail "could not download ${packages[*]} (apt-get update?): $(tail -3 "$work/apt.log")"
    for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$rootfs"; done
    rm -rf "$rootfs"/usr/share/{doc,man,locale,lintian,initramfs-tools,gcc,gdb} "$rootfs"/usr/lib/*-linux-gnu/gconv
    mv "$rootfs/bin/bash-static" "$rootfs/bin/bash"
    for name in "${commands[@]}"; do ln -sf /bin/busybox "$rootfs/bin/$name"; done
    mkdir -p "$rootfs/usr/bin"
    ln -sf /bin/busybox "$rootfs/usr/bin/env" # where scripts look for it
    mkdir -p "$rootfs"/{tmp,etc,root,proc,sys,dev,var/lib}
    chmod 1777 "$rootfs/tmp"
    echo 'root:x:0:0:root:/root:/bin/sh' >"$rootfs/etc/passwd"
    echo 'root:x:0:' >"$rootfs/etc/group"
    echo 'hosts: files dns' >"$rootfs/etc/nsswitch.conf"
    # Every module that a server may ask for by reflection. Not --strip-debug: it wants objcopy.
    "$jdk/bin/jlink" --output "$rootfs/opt/java" --include-locales=en --strip-java-debug-attributes \
        --no-header-files --no-man-pages \
        --add-modules "java.se,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent" \
        --add-modules "jdk.httpserver,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs"
    tar -C "$rootfs" -cf - . | docker import \
        -c 'ENV PATH=/opt/java/bin:/bin:/usr/bin' -c 'ENV JAVA_HOME=/opt/java' -c 'ENV LANG=C.UTF-8' \
        -c "LABEL $label=$hash" - local/jre >/dev/null
}

# Copies what Maven Central has: Kafka's libraries, the registry unpacked.
servers() {
    JAVA_HOME=$jdk mvn -B -ntp -q -f "$here/pom.xml" clean package
}

# The legacy builder's advice to use another one goes to the log with all else.
build() { # IMAGE DOCKERFILE CONTEXT
    docker build -q -t "$1" --label "$label=$hash" -f "$2" "$3" >"$work/build.log" 2>&1 \
        || fail "could not build $1: $(tail -5 "$work/build.log")"
}

kafka_image() {
    local context=$work/kafka
    mkdir -p "$context"/{etc/kafka/docker,opt/kafka/config,mnt/shared/config}
    : >"$context/etc/kafka/docker/server.properties"
    install -m 755 "$here/kafka/run" "$context/etc/kafka/docker/run"
    cp "$here/kafka/log4j2.yaml" "$context/etc/kafka/docker/log4j2.yaml"
    cp "$here/kafka/log4j2.yaml" "$context/etc/kafka/docker/tools-log4j2.yaml"
    build local/kafka "$here/kafka/Dockerfile" "$context"
}

registry_image() {
    build local/apicurio "$here/apicurio/Dockerfile" "$work/apicurio"
}

for stage in servers runtime_image kafka_image registry_image; do
    SECONDS=0
    "$stage"
    echo "build-images: ${stage//_/ } in $SECONDS s"
done
docker images --format '{{.Repository}} {{.Size}}' | grep '^local/' | sed 's/^/build-images: /'
