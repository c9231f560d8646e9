#!/bin/bash
# The table: what each tampering looks like to cairn's own `verify`. Every row must be seen: status 6, and the thing
# named. What only a checkpoint kept elsewhere can show (rollback, fork) must be seen with it, and is shown here not
# to be seen without.
. "$(dirname "$0")/../lib.sh"
. tests/tamper.sh
case=$scratch/case old=$scratch/old good=$scratch/good kept=$scratch/kept.checkpoint
seal() { "$cairn" -C "$1" seal "${@:2}" >/dev/null 2>&1; }
new_case "$good"
mkdir "$scratch/in"
printf 'first report, of one length\n' >"$scratch/in/a.txt"
printf 'other report, of one length\n' >"$scratch/in/b.txt"
head -c 200000 /dev/urandom >"$scratch/in/c.bin"
printf 'what only the fork holds\n' >"$scratch/fork.txt"
printf 'another\n' >"$scratch/d.txt"
printf 'and another\n' >"$scratch/e.txt"
ok "seal a folder" seal "$good" "$scratch/in"
ok "seal" seal "$good" "$scratch/d.txt"
cp -a "$good" "$old"
ok "seal one more" seal "$good" "$scratch/e.txt"
"$cairn" -C "$good" log checkpoint >"$kept"
"$cairn" -C "$good" receipt e.txt >"$scratch/kept.receipt" 2>/dev/null || flunk "receipt"
ok "nothing was tampered with" "$cairn" -C "$good" verify --deep \
    --checkpoint "$kept" --checkpoint "$scratch/kept.receipt"

rows=0
see() { # see ROW OBJECT TAMPER [MORE…] -- VERIFY…: after the tampering, verify ends with 6 and names OBJECT
    local row=$1 object=$2 how=() out rc
    shift 2
    while [ "$1" != -- ]; do how+=("$1"); shift; done
    shift
    rows=$((rows + 1))
    rm -rf "$case"
    cp -a "$good" "$case"
    if ! "${how[0]}" "$case" "${how[@]:1}"; then flunk "$row: could not be done"; return; fi
    out=$("$cairn" -C "$case" verify "$@" 2>&1 </dev/null)
    rc=$?
    if [ $rc -ne 6 ]; then flunk "$row: status $rc" "$out"; return; fi
    holds "$row" "$out" "$object"
}
unseen() { # unseen ROW TAMPER [MORE…]: without anything kept elsewhere there is nothing to see it by
    rm -rf "$case"
    cp -a "$good" "$case"
    if ! "$2" "$case" "${@:3}"; then flunk "$1: could not be done"; return; fi
    ok "$1: not seen by the folder alone" "$cairn" -C "$case" verify
}

see "flip: leaf" tile/entries tamper_flip_leaf --
see "flip: signature of a leaf" tile/entries tamper_flip_leaf_signature --
see "flip: hash tile" tile/0 tamper_flip_tile --
see "flip: checkpoint's signature" checkpoint tamper_flip_checkpoint --
see "flip: checkpoint's root" checkpoint tamper_flip_root --
see "flip: pack" vault/ tamper_flip_pack -- --deep
see "flip: head of a pack" vault/ tamper_flip_head -- --deep
see "swap: two leaves" tile/ tamper_swap_leaves --
see "swap: two packs" vault/ tamper_swap_packs -- --deep
see "swap: two objects in a pack, by somebody with the key" objects/ tamper_swap_inside 1 -- --deep
see "truncate: leaves" tile/entries tamper_truncate_leaves --
see "truncate: hash tile" tile/0 tamper_truncate_tile --
see "truncate: checkpoint" checkpoint tamper_truncate_checkpoint --
see "truncate: pack, a whole chunk" vault/ tamper_truncate_pack -- --deep
see "truncate: pack, a byte" vault/ tamper_truncate_pack_end -- --deep
see "truncate: a pack is gone" vault/ tamper_remove_pack -- --deep
see "truncate: a tile is gone" tile/0 tamper_remove_tile --
see "replay: old checkpoint over the tiles of now" "" tamper_replay_checkpoint "$old" --
see "replay: an old pack in the place of another" vault/ tamper_replay_pack -- --deep
unseen "rollback" tamper_rollback "$old"
see "rollback: against a checkpoint kept elsewhere" "log against" tamper_rollback "$old" -- --checkpoint "$kept"
see "rollback: against a receipt" "log against" tamper_rollback "$old" -- --checkpoint "$scratch/kept.receipt"
unseen "fork" tamper_fork "$old" "$scratch/fork.txt"
see "fork: against a checkpoint kept elsewhere" "log against" \
    tamper_fork "$old" "$scratch/fork.txt" -- --checkpoint "$kept"
see "fork: against a receipt" "log against" \
    tamper_fork "$old" "$scratch/fork.txt" -- --checkpoint "$scratch/kept.receipt"
# Forged time. With nobody else's word there is only this machine's clock, and a clock that went back is told as that;
# after a beacon, or under a stamp, a claimed time that contradicts it is a finding.
. tests/tsa.sh
unset CAIRN_CLOCK
rm -rf "$case" && cp -a "$good" "$case"
ok "backdate" tamper_backdate "$case" "$scratch/fork.txt"
out=$("$cairn" -C "$case" verify 2>&1)
same "forged time: a clock set back, nobody else's word: status" $? 0
holds "forged time: a clock set back, nobody else's word" "$out" "a clock was set back before 1 entries"
beacon() { "$cairn" -C "$1" log beacon 8d3b0f0c5a1e47b2 --source "drand quicknet" \
    --round 4242 --at 2026-01-02 >/dev/null 2>&1; }
stamp() { # the case stamped now: all entries so far are from before
    tsa_make "$scratch/tsa" && "$cairn" -C "$1" log tsa add t --roots "$scratch/tsa/root.pem" &&
        "$cairn" -C "$1" log stamp --tsa t --request "$scratch/q" &&
        tsa_reply "$scratch/tsa" "$scratch/q" "$scratch/tsr" &&
        "$cairn" -C "$1" log stamp --tsa t --response "$scratch/tsr" --over "$scratch/q.checkpoint"
}
tamper_backdate_after_beacon() { beacon "$1" && tamper_backdate "$1" "$scratch/fork.txt"; }
tamper_postdate_under_stamp() { # the samples here were sealed "in 2031": a stamp of today contradicts them
    stamp "$1" >/dev/null 2>&1
}
see "forged time: sealed with a clock set back, after a beacon" "the claimed time is wrong" \
    tamper_backdate_after_beacon --
see "forged time: sealed with a clock ahead of a stamp" "the claimed time is wrong" \
    tamper_postdate_under_stamp --
echo "$rows rows"
finish
