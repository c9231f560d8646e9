#!/bin/bash
# The main job over real reports: no crash, claims and incidents come out, the case verifies and replays.
. "$(dirname "$0")/../lib.sh"
. tests/tools/corpus.sh
run_corpus() { # run_corpus NAME WANTED-FILES
    local name=$1 case=$scratch/$1 n
    if ! "corpus_$name" "$scratch/in-$name"; then
        echo "skipped: $name (no $(shared_data))"
        return
    fi
    same "$name: documents" "$(find "$scratch/in-$name" -type f | wc -l)" "$2"
    new_case "$case"
    if "$cairn" -C "$case" add "$scratch/in-$name" >"$scratch/out" 2>"$scratch/err"; then
        pass
    else
        flunk "$name: add ended with status $?" "$(grep '^cairn:\|^hint:' "$scratch/err")"
    fi
    same "$name: items" "$("$cairn" -C "$case" items --json | wc -l)" "$2"
    for what in claims incidents figures; do
        n=$("$cairn" -C "$case" $what --json | wc -l)
        echo "$name: $n $what"
        if [ "$n" -gt 0 ]; then pass; else flunk "$name: no $what"; fi
    done
    ok "$name: draft site" "$cairn" -C "$case" publish "$scratch/site-$name" --draft
    ok "$name: verify --deep" "$cairn" -C "$case" verify --deep
    ok "$name: rebuild --check" "$cairn" -C "$case" rebuild --check
}
run_corpus re3d 67
run_corpus muc4 1300
finish
