#!/bin/bash
# Proves both commands of README.md, each twice, on a minimal Debian 12 without recommended packages.
# Needs root and debootstrap; takes the committed state (HEAD).
#   packaging/prove-fresh.sh [MIRROR]
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck disable=SC2016 # $(SITE) is apt's own field
mirror=${1:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' 2>/dev/null | head -n 1)}
mirror=${mirror:-http://deb.debian.org/debian}
root=$(mktemp -d /var/tmp/dermis-fresh.XXXXXX)

clean_up() {
    for place in dev/shm proc; do
        if mountpoint -q "$root/$place"; then umount "$root/$place"; fi
    done
    rm -rf --one-file-system "$root"
}
trap clean_up EXIT

in_root() {
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@" </dev/null
}

prove() {
    local start=$SECONDS
    if ! in_root "/dermis/$1" >"$root/log" 2>&1; then
        cat "$root/log"
        echo "FAILED: $1, $2 time"
        exit 1
    fi
    tail -n 5 "$root/log"
    echo "ok: $1, $2 time, $((SECONDS - start)) s"
}

echo "a minimal Debian 12 from $mirror"
debootstrap --variant=minbase bookworm "$root" "$mirror" >/dev/null
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"
mkdir "$root/dermis"
git archive HEAD | tar -x -C "$root/dermis"

prove packaging/run.sh first
prove packaging/run.sh second
prove packaging/test.sh first
prove packaging/test.sh second
