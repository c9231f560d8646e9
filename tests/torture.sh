#!/bin/bash
# The heavy tests, an hour or so: more kills, more flips, more fuzzing, and the real reports.   make torture
cd "$(dirname "$0")/.." || exit 1
export B=${B:-build}
make -s "B=$B" all tests && make -s SAN=1 "B=$B/san" fuzz || exit 1
failed=0
export SEED=${SEED:-7}
for run in "env ROUNDS=5000 tests/faults/kill.sh" "env ROUNDS=20000 tests/faults/flip.sh" \
    "env SIZE=1024 tests/faults/restore_drill.sh" \
    "env FUZZ_SECONDS=3600 FUZZ_RUNS=1000000 tests/fuzz_smoke.sh $B/san" tests/corpora/real.sh; do
    printf '== %s\n' "$run"
    $run || failed=$((failed + 1))
done
echo "$failed of 5 failed"
[ "$failed" -eq 0 ]
