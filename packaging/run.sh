#!/bin/bash
# Installs what Dermis needs, builds it and opens it on a clinic of invented patients.
# Without a display it makes that clinic and one printed consent sheet, and says where they are.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/setup.sh

use_utf8
install_packages "${build_packages[@]}" "${run_packages[@]}"

cmake --preset release --log-level=WARNING
cmake --build --preset release

bin=$PWD/build/release/app
data=${XDG_DATA_HOME:-~/.local/share}/dermis
clinic=$data/invented.dermis
people=$data/invented-people.txt
sheet=$data/invented-consent.pdf

if [[ ! -e $clinic ]]; then
    mkdir -p "$data"
    "$bin/cli/dermis-cli" demo --clinic "$clinic" --patients 200 --seed 1 | sed -n '/^Who works there/,$p' >"$people"
fi
cat "$people"

if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec build/release/dermis --clinic "$clinic"
fi

export DERMIS_CLINIC=$clinic DERMIS_USER="Dr Thandeka Mabuza" DERMIS_PASSWORD_FILE=$data/invented-password.txt
sed -n 's/^Everybody.s password: //p' "$people" >"$DERMIS_PASSWORD_FILE"

# Issues the sheet of the first patient who may have one.
issue_sheet() {
    local number
    for number in {1..200}; do
        if "$bin/cli/dermis-cli" consent issue "$number" --template microneedling -o "$sheet" 2>/dev/null; then
            return 0
        fi
    done
    echo "no patient of the clinic may have a consent sheet" >&2
    return 1
}

[[ -e $sheet ]] || issue_sheet
echo "There is no display. The clinic of invented patients is $clinic"
echo "One of its consent sheets is                            $sheet"
