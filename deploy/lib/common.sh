# Sourced by the commands beside this folder: the repository's folder, hints, and the JDK.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
data=${HOLDFAST_DATA:-$root/deploy/.data}

# hint <sentence>: says what to do, and ends.
hint() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Major version of the JDK in this folder; nothing where there is none. Reads a file, since starting
# a JVM for each candidate would take longer than the rest of the start.
jdk_version() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets JAVA_HOME to a JDK of version 25 or newer.
use_jdk() {
  local candidates=("${JAVA_HOME:-}") java found='' version
  if java=$(command -v java); then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$java")")")")
  fi
  candidates+=(
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk*
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  )
  for java in "${candidates[@]}"; do
    version=$(jdk_version "$java")
    if [[ -n $version ]]; then
      if ((version >= 25)); then
        export JAVA_HOME=$java PATH=$java/bin:$PATH
        return
      fi
      found=${found:-version $version in $java}
    fi
  done
  if [[ -n $found ]]; then
    hint "Holdfast needs a JDK 25 or newer and found only $found: install Temurin 25 (https://adoptium.net) or set JAVA_HOME to one."
  fi
  hint "Holdfast needs a JDK 25 or newer and found none: install Temurin 25 (https://adoptium.net) or set JAVA_HOME to one."
}

need_maven() {
  command -v mvn >/dev/null || hint "Maven is missing: install Maven 3.8.7 or newer (apt-get install maven, brew install maven) and try again."
}

# need_disk <megabytes>
need_disk() {
  local free
  free=$(df -Pm "$root" | awk 'NR == 2 { print $4 }')
  ((free >= $1)) || hint "The disk that holds $root has $free MB left, and $1 MB are needed: make room and try again."
}

# The pid of the stack that runs on this data folder; nothing when none does.
running_pid() {
  local pid
  pid=$(sed -n 's/.*"pid": \([0-9]*\).*/\1/p' "$data/running.json" 2>/dev/null) || return 0
  if [[ -n $pid ]] && kill -0 "$pid" 2>/dev/null; then
    echo "$pid"
  fi
}
