#!/bin/bash
# One flipped bit anywhere in log, vault, projection or a receipt: `verify --deep` ends with 6 and names the object, or
# everything that is shown is byte for byte what it was.
# As a stranger would see it; flip_test does the same in process, for every bit of a small case.
#   ROUNDS=200 SEED=1 tests/faults/flip.sh
. "$(dirname "$0")/../lib.sh"
rounds=${ROUNDS:-200} seed=${SEED:-1}
good=$scratch/good case=$scratch/case
new_case "$good"
mkdir "$scratch/in"
cat >"$scratch/in/a.txt" <<'T'
Officials said on Monday that 21 people were killed in Saltgate. A resident said that five children were among them.
T
cat >"$scratch/in/b.txt" <<'T'
The ministry said on Tuesday that soldiers found seven munitions depots in Pelsun.
T
"$cairn" -C "$good" add "$scratch/in" --published 2031-03-11 >/dev/null 2>&1 || flunk "add"
claim=$("$cairn" -C "$good" claims --json | grep -o '"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f4)
ok "review" "$cairn" -C "$good" review "$claim" accept --reason "read twice"
figure=$("$cairn" -C "$good" figures --json | grep -o '"id":"f-[^"]*"' | head -n 1 | cut -d'"' -f4)
ok "receipt" "$cairn" -C "$good" receipt "$figure" -o "$scratch/receipt"

shown() { # all that a person can be shown of the case
    local what
    for what in items claims incidents figures publications parties; do
        "$cairn" -C "$1" $what --json 2>&1 || return
    done
}
want=$(shown "$good")
[ -n "$want" ] || flunk "the case shows nothing"
detected=0 harmless=0
for ((i = 1; i <= rounds; i++)); do
    rm -rf "$case"
    if [ $((i % 5)) -eq 0 ]; then # a receipt, checked without the case
        mkdir "$case"
        cp "$scratch/receipt" "$case/receipt"
        flipped=$("$B/tests/faults/flip" "$case" $((seed * 1000003 + i))) || { flunk "flip"; break; }
        out=$(env -u CAIRN_KEY_FILE "$cairn" verify "$case/receipt" 2>&1 </dev/null)
        rc=$?
    else
        cp -a "$good" "$case"
        flipped=$("$B/tests/faults/flip" "$case" $((seed * 1000003 + i))) || { flunk "flip"; break; }
        out=$("$cairn" -C "$case" verify --deep 2>&1 </dev/null)
        rc=$?
        if [ $rc -eq 0 ] && [ "$(shown "$case")" = "$want" ]; then
            harmless=$((harmless + 1))
            pass
            continue
        fi
    fi
    # A format number that no cairn knows yet is refused by name: nothing is shown, but it is not said to be damage.
    newer=$([ $rc -eq 8 ] && [[ $out == *"cairn.case: format"* ]] && echo yes)
    if [ $rc -ne 6 ] && [ -z "$newer" ]; then
        flunk "flip $i (SEED=$seed) of ${flipped#"$case"/}: status $rc" "$out"
    else
        detected=$((detected + 1))
        pass
    fi
done
echo "$detected flips detected, $harmless changed nothing that is shown"
finish
