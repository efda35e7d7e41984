#!/bin/bash
# Installs what the tests need, builds and runs them, without a window.
#   packaging/test.sh            all of them; warnings are errors
#   packaging/test.sh asan       all of them under the address and undefined sanitizers
#   packaging/test.sh asan core  those of one folder below tests/
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/setup.sh

preset=${1:-dev}
folder=${2:-}
if [[ $preset != dev && $preset != asan ]]; then
    echo "usage: packaging/test.sh [dev|asan] [core|ui|acceptance|durability]" >&2
    exit 2
fi

use_utf8
install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"

cmake --preset "$preset"
cmake --build --preset "$preset" --target "${folder:+tests_}${folder:-all}"

export QT_QPA_PLATFORM=offscreen
export ASAN_OPTIONS=detect_leaks=1
export LSAN_OPTIONS=print_suppressions=0:suppressions=$PWD/tests/support/lsan.supp
export UBSAN_OPTIONS=print_stacktrace=1
# One more than there are processors: the longest tests mostly wait for the disk.
exec ctest --preset "$preset" --parallel "$(($(nproc) + 1))" ${folder:+--label-regex "^$folder$"}
