#!/bin/bash
# Every claim, incident and figure of the samples, before and after review, is what it was; and the same in another
# folder.
#   tests/golden/samples.sh [--reset]
. "$(dirname "$0")/../lib.sh"
. tools/samples.sh
reset=${1:-}
golden=tests/golden

take_in() { # take_in CASE: the whole way, leaving CASE.claims, .incidents and .figures
    case=$1
    c() { "$cairn" -C "$case" "$@"; }
    # The id of the reader's models changes with every model; what they say is what is compared.
    list() { c "$1" $([ "$1" = incidents ] && echo --all) --json | sed 's/"model":"sha256:[0-9a-f]*"/"model":"…"/'; }
    new_case "$case"
    { samples_register && samples_add; } >"$case.out" 2>&1 ||
        { flunk "taking in the samples" "$(tail -n 5 "$case.out")"; finish; }
    for what in claims incidents figures; do list $what >"$case.$what" 2>&1; done
    samples_decide "$case.csv"
    same "every decision finds its claim" "$(wc -l <"$case.csv")" "$(wc -l <samples/decisions.tsv)"
    c review --csv "$case.csv" >"$case.out" 2>&1 ||
        { flunk "deciding" "$(tail -n 5 "$case.out")"; finish; }
    for what in claims incidents figures; do list $what >>"$case.$what" 2>&1; done
}

take_in "$scratch/one"
mkdir "$scratch/deeper"
cp -a "$CAIRN_KEY_FILE" "$scratch/one.key"
take_in "$scratch/deeper/two"
for what in claims incidents figures; do
    same "$what in another folder, with another key" "$(cat "$scratch/deeper/two.$what")" "$(cat "$scratch/one.$what")"
    if [ "$reset" = --reset ]; then
        cp "$scratch/one.$what" "$golden/$what.ndjson"
    elif difference=$(diff "$golden/$what.ndjson" "$scratch/one.$what"); then
        pass
    else
        flunk "$what differ from $golden/$what.ndjson" "$difference"
    fi
done
if [ -s "$golden/claims.ndjson" ]; then pass; else flunk "no claims at all"; fi
finish
