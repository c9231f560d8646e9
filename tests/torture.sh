#!/bin/bash
# The heavy tests, some hours: the fault tests longer and with other seeds, more fuzzing, the real reports.
#   make torture                      all parts
#   tests/torture.sh WORD             only parts whose name holds WORD
#   SEED=7 PART_BUDGET=60 make torture    another seed; about that many seconds for each fault test, to try them
cd "$(dirname "$0")/.." || exit 1
export B=${B:-build}
make -s "B=$B" all tests && make -s SAN=1 "B=$B/san" fuzz || exit 1
failed=0 parts=0 want=${1:-}
export SEED=${SEED:-7}
part() { # part NAME COMMAND…
    [[ "$1" == *"$want"* ]] || return
    local name=$1 from=$SECONDS
    shift
    printf '== %s (SEED=%s): %s\n' "$name" "$SEED" "$*"
    parts=$((parts + 1))
    "$@" || failed=$((failed + 1))
    printf '== %s: %d s\n' "$name" $((SECONDS - from))
}
faults=$B/tests/faults
part kill env ROUNDS=20000 "$faults/kill_test"
part power env SUBSETS=4000 "$faults/power_test"
part errno env ROUNDS=0 "$faults/errno_test"
part memory env ROUNDS=40000 "$faults/memory_test"
part fsync "$faults/fsync_test"
part flip env FLIPS=200000 "$faults/flip_test"
part disk "$faults/disk_test"
part clock "$faults/clock_test"
part drill env SIZE=1024 tests/faults/restore_drill.sh
part kill.sh env ROUNDS=5000 tests/faults/kill.sh
part flip.sh env ROUNDS=20000 tests/faults/flip.sh
part fuzz env FUZZ_SECONDS=3600 FUZZ_RUNS=1000000 tests/fuzz_smoke.sh "$B/san"
part fuzz/live.sh env LIBFUZZER_SECONDS=600 tests/fuzz/live.sh
part fuzz/live.sh-world env LIBFUZZER_SECONDS=600 tests/fuzz/live.sh world warc rows
part reports tests/corpora/real.sh
echo "$failed of $parts failed"
[ "$failed" -eq 0 ] && [ "$parts" -gt 0 ]
