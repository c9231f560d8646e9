#!/bin/bash
# A receipt is checked by anyone: in an empty folder, without case, key or network. It shows only the sentences behind
# what it is about, and one changed byte fails with 6.
. "$(dirname "$0")/../lib.sh"
. tools/samples.sh
case=$scratch/case
c() { "$cairn" -C "$case" "$@"; }
new_case "$case"
{ samples_register && samples_add; } >"$scratch/out" 2>&1 || { flunk "samples" "$(tail -n 5 "$scratch/out")"; finish; }
figure=$(c figures --json | grep -o '"id":"f-[^"]*"' | head -n 1 | cut -d'"' -f4)
incident=$(c incidents --json | grep -o '"code":"[^"]*"' | head -n 1 | cut -d'"' -f4)
claim=$(c claims --item vpa-lisharan.txt --json | grep -o '^{"v":1,"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f6)

stranger() { # stranger FILE: verify as somebody who has nothing but the file and the program
    rm -rf "$scratch/empty"
    mkdir "$scratch/empty"
    cp "$1" "$scratch/empty/receipt"
    (cd "$scratch/empty" && env -i PATH=/usr/bin:/bin HOME="$scratch/empty" "$cairn" verify receipt 2>&1)
}
for about in "$figure" "$incident" "$claim" vpa-lisharan.txt; do
    ok "receipt of $about" c receipt "$about" -o "$scratch/receipt"
    out=$(stranger "$scratch/receipt")
    same "receipt of $about is checked: status" $? 0
    holds "receipt of $about says what it shows" "$out" "unchanged"
    holds "receipt of $about says what it does not show" "$out" "truth not assessed"
    lacks "receipt of $about: no \"verified\"" "$out" verified
    lacks "receipt of $about: no \"proven\"" "$out" proven
    same "receipt of $about: the checker leaves nothing behind" "$(find "$scratch/empty" -type f | wc -l)" 1
done
fails_with 3 "a receipt of nothing" "" "$cairn" -C "$case" receipt f-0123456789abcdef -o "$scratch/none"
[ -e "$scratch/none" ] && flunk "a file for a receipt of nothing"

# Only the words behind it: a claim's receipt shows its own sentence, and none of the others of that report.
ok "receipt of a claim" c receipt "$claim" -o "$scratch/receipt"
words=$(c show "$claim" --json | grep -o '"words":"[^"]*"' | head -n 1 | cut -d'"' -f4 | cut -c1-40)
holds "its words are in it" "$(cat "$scratch/receipt"; stranger "$scratch/receipt")" "$(awk '{print $1}' <<<"$words")"
shown=0
while read -r line; do
    case $line in *"${words%% *}"*) continue ;; esac
    grep -qF -- "$line" "$scratch/receipt" && shown=$((shown + 1))
done < <(grep -oE '[A-Z][^.]{40,}\.' samples/reports/vpa-lisharan.txt)
if [ $shown -le 1 ]; then pass; else flunk "$shown whole sentences of the report stand in the receipt of one claim"; fi

# One changed byte anywhere.
ok "receipt of a figure" c receipt "$figure" -o "$scratch/receipt"
size=$(stat -c %s "$scratch/receipt")
for i in {1..40}; do
    cp "$scratch/receipt" "$scratch/changed"
    at=$((size * i / 41))
    byte=$(dd if="$scratch/changed" bs=1 skip=$at count=1 2>/dev/null)
    other=0
    [ "$byte" = 0 ] && other=1
    printf %s $other | dd of="$scratch/changed" bs=1 seek=$at conv=notrunc 2>/dev/null
    fails_with 6 "byte $at of $size changed" "" "$cairn" verify "$scratch/changed"
done
head -c $((size / 2)) "$scratch/receipt" >"$scratch/changed"
fails_with 6 "half a receipt" "" "$cairn" verify "$scratch/changed"
: >"$scratch/changed"
fails_with 6 "an empty receipt" "" "$cairn" verify "$scratch/changed"
finish
