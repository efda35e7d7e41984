#!/bin/sh
# start_up.sh DERMIS FIRST_FRAME_LIBRARY CLINIC [RUNS]: from exec to the first painted window, warm, on an X display.
set -eu
for run in $(seq "${4:-10}"); do
    DERMIS_STARTED=$(date +%s%3N) LD_PRELOAD="$2" QT_QPA_PLATFORM=xcb "$1" "$3"
done
