#!/bin/bash
# The reader against its corpora: scores with 95 % bootstrap intervals, speed and memory. Writes bench/READER.md.
#   bench/read.sh [CORPORA]     (make bench-read; other splits: call the programs below on other paths)
set -euo pipefail
cd "$(dirname "$0")/.."
B=${B:-build} data=${1:-${CORPORA:-../shared/data}} out=bench/READER.md
[ -d "$data" ] || { echo "bench: there is no $data" >&2; exit 3; }
make -s "B=$B" "$B"/bench_{pos,parse,ner,polnear,muc4,airwars_gaza,airwars_syria,read} "$B/score_muc4" \
    "$B/tests/gold/gold_test"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

table() { # table TITLE COMMAND…: the lines of scores that a bench prints, as a table
    local title=$1
    shift
    echo "bench: $title" >&2
    printf '\n## %s\n`%s`\n\n' "$title" \
        "$(echo "$*" | sed "s|$B/|build/|g; s|$data|../shared/data|g; s|$scratch/||g")"
    printf '| what | score | 95 %% | P | R | n |\n|---|---|---|---|---|---|\n'
    "$@" | awk -F'\t' 'NF >= 7 {printf "| %s | %s | %s–%s | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6, $7}'
}
{
    echo '# The reader, measured'
    echo
    echo 'Made by `make bench-read`; each table names its command. What others reach on the same tasks and our own'
    echo 'bars stand at the end; [KNOWN_RISKS](../KNOWN_RISKS.md) says what follows from them for users.'
    table "Part of speech (EWT test)" "$B/bench_pos" "$data/ud/en_ewt/en_ewt-ud-test.conllu"
    table "Dependencies (EWT test, predicted tags, relations of parse.h)" \
        "$B/bench_parse" "$data/ud/en_ewt/en_ewt-ud-test.conllu"
    table "Names (re3d, five folds by document)" "$B/bench_ner" --re3d "$data/re3d"
    table "Attribution (PolNeAR dev, CofeNet form)" \
        "$B/bench_polnear" --cofenet "$data/polnear/cofenet_valid.jsonl"
    table "Attribution (PolNeAR dev)" "$B/bench_polnear" "$data/polnear/dev"
    "$B/bench_muc4" "$data/muc4/gtt/dev.json" >"$scratch/muc4.json"
    table "Templates of incidents (MUC-4 TST1+TST2, CEAF-REE)" \
        "$B/score_muc4" "$data/muc4/gtt/dev.json" "$scratch/muc4.json"
    table "How firmly a perpetrator is named (MUC-4 slot 11)" "$B/score_muc4" --slot11 "$scratch/muc4.json" \
        "$data/muc4/tst1/key-tst1.v7" "$data/muc4/tst2/key-tst2.v4"
    table "Numbers (Airwars Gaza; tune and measure halves)" \
        "$B/bench_airwars_gaza" "$data/airwars-dev/gaza_assessments.jsonl"
    table "Numbers of dead in Arabic (Airwars Syria; tune and measure halves)" "$B/bench_airwars_syria" \
        "$data/airwars-dev/syria_incidents.csv" "$data/airwars-dev/syria_texts.jsonl"
    table "Our own gold" "$B/tests/gold/gold_test" scores
    printf '\n## Speed (MUC-4 development texts)\n`build/bench_read -n 3 FILE…`\n\n```\n'
    "$B/bench_read" -n 3 "$data"/muc4/dev/dev-muc3-*
    printf '```\n\n'
    sed '1s/^#/##/' bench/peers.md
} >"$scratch/READER.md"
mv "$scratch/READER.md" "$out"
