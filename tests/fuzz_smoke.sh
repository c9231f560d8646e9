#!/bin/bash
# Every fuzz target replays its seeds and 20,000 mutations of them: tests/fuzz_smoke.sh FOLDER-OF-BINARIES
# Seeds are the files of tests/seeds/NAME for src/ROOM/fuzz_NAME.c; without any, the driver begins from small inputs
# of its own.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
bin=${1:-build/san}
runs=${FUZZ_RUNS:-20000}
passed=0 failed=0
for source in src/*/fuzz_*.c; do
    [ -e "$source" ] || continue
    name=$(basename "$source" .c)
    if timeout "${FUZZ_SECONDS:-300}" "$bin/$name" "$runs" "tests/seeds/${name#fuzz_}"; then
        passed=$((passed + 1))
    else
        echo "$name failed with status $?"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
