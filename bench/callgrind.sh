#!/bin/bash
# Instructions of the reader and of sealing on the samples, against the baseline: within 5 %, or it is a failure.
#   bench/callgrind.sh            compare            bench/callgrind.sh --reset    write a new baseline
. "$(dirname "$0")/../tests/lib.sh"
reset=${1:-}
baselines=bench/callgrind
if ! command -v valgrind >/dev/null; then
    flunk "valgrind is not there (tools/install.sh test)"
    finish
fi

count() { # count COMMAND…: instructions of the program and all it links, on standard output; none when it fails
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" >/dev/null 2>"$scratch/counted" </dev/null &&
        sed -n 's/^==[0-9]*== Collected : \([0-9]*\).*/\1/p' "$scratch/counted"
}

compare() { # compare NAME COMMAND…
    local name=$1 got want change
    shift
    got=$(count "$@")
    if [ -z "$got" ]; then
        flunk "$name: callgrind gave no count"
        return
    fi
    if [ "$reset" = --reset ]; then
        mkdir -p "$baselines"
        echo "$got" >"$baselines/$name.txt"
        echo "$name: $got instructions, written"
        return
    fi
    want=$(cat "$baselines/$name.txt" 2>/dev/null || echo 0)
    change=$(awk -v g="$got" -v w="$want" 'BEGIN {printf "%.1f", w ? (g / w - 1) * 100 : 999}')
    echo "$name: $got instructions, $change % against the baseline"
    if awk -v c="$change" 'BEGIN {exit !(c <= 5 && c >= -5)}'; then
        pass
    else
        flunk "$name: $change % is more than 5 %" \
            "if it is meant: bench/callgrind.sh --reset, and say why in the commit"
    fi
}

make -s "B=$B" "$B/bench_read" >/dev/null || flunk "bench_read does not build"
compare read "$B/bench_read" samples/reports/vpa-lisharan.txt samples/reports/trm-report.html
new_case "$scratch/case"
compare seal "$cairn" -C "$scratch/case" seal samples/reports
finish
