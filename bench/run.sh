#!/bin/bash
# Speed and memory, on one core. Reported, not tested:   make bench
. "$(dirname "$0")/../tests/lib.sh"
. tests/tools/corpus.sh
make -s "B=$B" "$B/tests/tools/peak" "$B/tests/tools/texts"
pin="taskset -c 0"
command -v taskset >/dev/null || pin=
table=$B/bench.tsv
printf 'what\tseconds\tcpu seconds\tMiB\tnote\n' >"$table"

measure() { # measure WHAT NOTE COMMAND…
    local what=$1 note=$2 kib ms cpu rc
    shift 2
    # shellcheck disable=SC2086
    $pin "$B/tests/tools/peak" "$scratch/peak" "$@" >/dev/null 2>"$scratch/err"
    rc=$?
    read -r kib ms cpu <"$scratch/peak"
    [ $rc -eq 0 ] || note="status $rc: $(grep '^cairn:' "$scratch/err" | head -n 1)"
    awk -v w="$what" -v k="$kib" -v m="$ms" -v c="$cpu" -v n="$note" \
        'BEGIN {printf "%s\t%.2f\t%.2f\t%.0f\t%s\n", w, m / 1000, c / 1000, k / 1024, n}' >>"$table"
}

if corpus_muc4 "$scratch/muc4"; then
    words=$(cat "$scratch"/muc4/*.txt | wc -w)
    measure "muc4 init" "" "$cairn" init "$scratch/case" --no-passphrase
    measure "muc4 add" "1,300 files, $words words" "$cairn" -C "$scratch/case" add "$scratch/muc4"
    measure "muc4 publish --draft" "" "$cairn" -C "$scratch/case" publish "$scratch/site" --draft
    measure "muc4 verify --deep" "" "$cairn" -C "$scratch/case" verify --deep
    measure "muc4 rebuild --check" "" "$cairn" -C "$scratch/case" rebuild --check
    total=$(awk -F'\t' '$1 ~ /init|add|publish/ {s += $2} END {printf "%.2f", s}' "$table")
    printf 'muc4, sealed to published\t%s\t\t\tthe aim is 20 s\n' "$total" >>"$table"
    find "$scratch/muc4" -name '*.txt' | sort | head -n 200 | xargs cat >"$scratch/text.txt"
    n=$(wc -w <"$scratch/text.txt")
    measure "read --text" "$n words" "$cairn" read --text "$scratch/text.txt" --json
    rate=$(awk -F'\t' -v n="$n" '$1 == "read --text" && $3 > 0 {printf "%d", n / $3}' "$table")
    printf 'words a second\t\t\t\t%s\n' "$rate" >>"$table"
else
    echo "bench: no corpora in $(shared_data); measuring the samples only" >&2
    measure "samples init" "" "$cairn" init "$scratch/case" --no-passphrase
    measure "samples add" "" "$cairn" -C "$scratch/case" add samples/reports
fi
make -s "B=$B" "$B/bench_desk_list" # an invented list of names (bench/desk_list.c)
"$B/bench_desk_list" 100000 >"$scratch/list.csv"
"$B/bench_desk_list" 100000 7 >"$scratch/list2.csv"
lists=$scratch/lists
"$cairn" init "$lists" --no-passphrase >/dev/null 2>&1
import() { measure "$1" "$2" "$cairn" -C "$lists" list import --list bench --file "$3"; }
import "list import" "100,000 rows; the aim is 10 s" "$scratch/list.csv"
import "list import, next version" "2 % of the rows differ" "$scratch/list2.csv"
# shellcheck disable=SC2016
measure "help, 100 times" "" bash -c 'for i in {1..100}; do "$0" --help; done' "$cairn"
help=$(awk -F'\t' '$1 ~ /^help/ {printf "%.1f ms", $2 * 10}' "$table")
printf 'cairn --help\t\t\t\t%s\n' "$help" >>"$table"
column -t -s "$(printf '\t')" <"$table" 2>/dev/null || cat "$table"
