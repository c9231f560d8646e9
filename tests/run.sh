#!/bin/bash
# Runs every part of the tests and sums them up. Parts are discovered, so that no list can forget one:
#   src/ROOM/*_test.c    one binary a room              tests/*/*.sh   golden, faults, docs, … each a script
#   src/*/fuzz_*.c       one smoke run, sanitized       tests/*/*_test.c   programs linked with the library
#   tools/*_test.sh      tests of the tools             bench/callgrind.sh   instruction counts against the baseline
# A part prints what it likes and, as its last line, "N passed, N failed". A part that does not is one failure.
#   tests/run.sh [WORD]  only the parts whose name holds WORD
# $B is the build folder (default build), $JOBS how many parts run at once (default: one a core).
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export B=${B:-build} LC_ALL=C.UTF-8 TZ=UTC
JOBS=${JOBS:-$(nproc)}
want=${1:-}
logs=$B/check
rm -rf "$logs"
mkdir -p "$logs"
begin=$SECONDS

build() { # build NAME make-arguments…: one line when it goes well, the end of the output when not
    local name=$1 from=$SECONDS
    shift
    if ! make -s -j"$(nproc)" "$@" >"$logs/build-$name.log" 2>&1; then
        tail -n 40 "$logs/build-$name.log"
        echo "check: the build ($name) failed; the whole output is in $logs/build-$name.log"
        echo "0 passed, 1 failed"
        exit 1
    fi
    printf '%-34s %4d s\n' "build $name" $((SECONDS - from))
}

parts() { # NAME TAB COMMAND, heavy ones first so that the cores end together
    local f r
    for f in tests/*/*.sh; do [ -x "$f" ] && printf '%s\t%s\n' "${f#tests/}" "$f"; done
    [ -n "$(echo src/*/fuzz_*.c)" ] && printf 'fuzz-smoke\ttests/fuzz_smoke.sh %s/san\n' "$B"
    [ -x bench/callgrind.sh ] && printf 'callgrind\tbench/callgrind.sh\n'
    for f in tools/*_test.sh; do [ -x "$f" ] && printf '%s\t%s\n' "$f" "$f"; done
    for f in tests/*/*_test.c; do
        [ -e "$f" ] && printf '%s\t%s\n' "${f#tests/}" "$B/${f%.c}"
    done
    for r in $(make -s rooms); do printf 'room %s\t%s/test_%s\n' "$r" "$B" "$r"; done
    printf 'tidy\t%s/tidy\n' "$B"
}

run_part() { # run_part NAME COMMAND…: writes LOG, TIME and the result line into the logs folder
    local name=$1 key rc from line
    shift
    key=$(printf '%s' "$name" | tr -c 'A-Za-z0-9._\n-' '_')
    from=$(date +%s%N)
    timeout -k 10 "${PART_SECONDS:-900}" "$@" >"$logs/$key.log" 2>&1 </dev/null
    rc=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$logs/$key.log" | tail -n 1)
    line=${line%, *skipped} # what was skipped is listed below the part
    if [ -z "$line" ]; then
        echo "$name ended with status $rc and no \"N passed, N failed\"" >>"$logs/$key.log"
        line="0 passed, 1 failed"
    elif [ "$rc" -ne 0 ] && [ "${line##*, }" = "0 failed" ]; then
        echo "$name says nothing failed, but ended with status $rc" >>"$logs/$key.log"
        line="${line%%,*}, 1 failed"
    fi
    printf '%s\n' "$line" >"$logs/$key.result"
    printf '%-34s %4d s   %s\n' "$name" $((($(date +%s%N) - from) / 1000000000)) "$line"
    case $line in
    *", 0 failed") grep -E '^skipped' "$logs/$key.log" | head -n 5 | sed 's/^/    /' ;;
    *) grep -vE '^[0-9]+ passed' "$logs/$key.log" | tail -n 25 | sed 's/^/    /' ;;
    esac
}

build program all tests
build tidy "$B/tidy"
[ -n "$(ls src/*/fuzz_*.c 2>/dev/null)" ] && [[ fuzz-smoke == *"$want"* ]] && build sanitized SAN=1 "B=$B/san" fuzz

running=0
while IFS=$'\t' read -r name command; do
    [[ "$name" == *"$want"* ]] || continue
    if [ "$running" -ge "$JOBS" ]; then
        wait -n
        running=$((running - 1))
    fi
    # shellcheck disable=SC2086  # the command is words
    run_part "$name" $command &
    running=$((running + 1))
done < <(parts)
wait

passed=$(cat "$logs"/*.result 2>/dev/null | awk '{n += $1} END {print n + 0}')
failed=$(cat "$logs"/*.result 2>/dev/null | awk '{n += $3} END {print n + 0}')
printf '\n%d s; the output of every part is in %s/\n' $((SECONDS - begin)) "$logs"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
