#!/bin/bash
# Runs a walk on a screen, a session bus and a home of its own.
#   on_a_desk.sh WALK.py DERMIS DERMIS_CLI
set -euo pipefail
PATH=$PATH:/usr/sbin
here=$(dirname "$(readlink -f "$0")")

skip() {
    echo "skipped: $1 is missing; packaging/test.sh installs it"
    exit 77
}
for tool in Xvfb dbus-run-session xdotool cupsd lpadmin pdftotext /usr/bin/python3; do
    command -v "$tool" >/dev/null || skip "$tool"
done
/usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null || skip gir1.2-atspi-2.0

desk=$(mktemp -d)
exec 3< <(exec setpriv --pdeathsig TERM Xvfb -displayfd 1 -screen 0 1366x768x24 -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill "$screen"; rm -rf "$desk"' EXIT
read -r display <&3
mkdir -m 700 "$desk/run"

env DISPLAY=":$display" HOME="$desk" XDG_RUNTIME_DIR="$desk/run" TMPDIR="$desk" LC_ALL=C.UTF-8 \
    XDG_CONFIG_HOME="$desk/.config" XDG_DATA_HOME="$desk/.local" XDG_CACHE_HOME="$desk/.cache" \
    QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 PYTHONDONTWRITEBYTECODE=1 \
    dbus-run-session -- /usr/bin/python3 "$here/$1" "$2" "$3"
