#!/bin/bash
# The conventions of the command line: what goes where, in which form, with which exit code.
. "$(dirname "$0")/../lib.sh"
case=$scratch/case
new_case "$case"
cat >"$scratch/a.txt" <<'T'
LISHARAN, March 12 - Officials said on Monday that 21 people were killed in Saltgate. A resident, Sara Ilmin, said
that five children were among them.
T
ok "add" "$cairn" -C "$case" add "$scratch/a.txt" --published 2031-03-12 --publication "Vasteran Press Agency"

# Help.
out=$("$cairn")
same "no arguments: status" $? 0
for word in init add claims review figures receipt verify publish; do
    holds "overview names $word" "$out" "  $word"
done
same "help is on stdout" "$("$cairn" --help)" "$out"
while read -r command; do
    out=$("$cairn" help $command 2>&1)
    same "help $command: status" $? 0
    holds "help $command shows its usage" "$out" "cairn $(grep -q -- '-C DIR' <<<"$out" && echo '-C DIR ')$command"
    same "$command --help is the same" "$("$cairn" $command --help 2>&1)" "$out"
done < <("$cairn" op-man | sed -n 's/^\.SS //p' | sed 's/\\-/-/g')

# Exit codes and what an error looks like.
fails_with 2 "no such command" frobnicate "$cairn" frobnicate
holds "did you mean" "$("$cairn" figurs 2>&1)" "figures"
fails_with 2 "no such option" nonsense "$cairn" -C "$case" items --nonsense
fails_with 2 "an argument too few" "" "$cairn" init
fails_with 3 "no such claim" c-000000 "$cairn" -C "$case" show c-000000000000
fails_with 3 "no such place for a case" "" "$cairn" -C "$scratch/none" items
same "nothing found by a search" "$("$cairn" -C "$case" search zzzzzz >/dev/null 2>&1; echo $?)" 1

# Forms of output: every row one JSON object with "v"; TSV with one width; nothing but data on stdout.
for list in items claims incidents figures publications; do
    "$cairn" -C "$case" $list --json >"$scratch/rows" 2>"$scratch/words"
    same "$list --json: status" $? 0
    mkdir -p "$scratch/rows.d"
    ok "$list --json is NDJSON" "$B/tests/tools/texts" id "$scratch/rows.d" row "$scratch/rows"
    same "$list --json: every row has its version" "$(grep -c '"v":1' "$scratch/rows")" "$(wc -l <"$scratch/rows")"
    "$cairn" -C "$case" $list --plain >"$scratch/tsv" 2>/dev/null
    same "$list --plain has one width" "$(awk -F'\t' '{print NF}' "$scratch/tsv" | sort -u | wc -l)" 1
done
same "words do not get into data" "$("$cairn" -C "$case" verify --json 2>/dev/null | grep -cv '^{')" 0
out=$("$cairn" -C "$case" -q verify 2>&1)
same "--quiet says nothing when all is well" "$out" ""

# The pure function: the same claims as in a case, no case touched, the same twice.
one=$("$cairn" read --text "$scratch/a.txt" --published 2031-03-12 --json 2>/dev/null)
two=$(cd / && "$cairn" read --text - --published 2031-03-12 --json <"$scratch/a.txt" 2>/dev/null)
same "read --text is a pure function" "$two" "$one"
holds "read --text reads" "$one" '"kind":"'
finish
