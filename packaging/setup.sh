# Sourced by run.sh and test.sh: the Debian 12 packages, and how they are brought in.
# shellcheck shell=bash disable=SC2034

build_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-svg-dev qt6-pdf-dev
    libsqlite3-dev libexpected-dev nlohmann-json3-dev libkainjow-mustache-dev libqrencode-dev libzxing-dev
    libcups2-dev libcli11-dev libssl-dev libsodium-dev
)
run_packages=(
    libqt6sql6-sqlite qt6-image-formats-plugins fonts-noto-core fonts-noto-mono
)
test_packages=(
    catch2 sqlite3 qpdf poppler-utils xvfb xauth
    at-spi2-core gir1.2-atspi-2.0 python3-gi dbus-daemon xdotool cups-daemon cups-client
)

# Installs those of the named packages that are missing: as root, else by sudo, else says the one line to run and stops.
install_packages() {
    local missing
    missing=$(comm -23 <(printf '%s\n' "$@" | sort) \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort))
    [[ -n $missing ]] || return 0

    local as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null || ! sudo -v; then
            printf 'Some packages are missing. As root, run:\n    apt-get install --no-install-recommends %s\n' \
                "${missing//$'\n'/ }" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    # shellcheck disable=SC2086 # one word for each package
    "${as_root[@]}" sh -ec 'export DEBIAN_FRONTEND=noninteractive
        apt-get -q -o Acquire::Retries=3 update
        apt-get -q -o Acquire::Retries=3 install -y --no-install-recommends "$@"' sh $missing
}

# Names with accents need a UTF-8 locale; C.UTF-8 is always there.
use_utf8() {
    [[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}
