#!/bin/bash
# cairn-verify as a stranger runs it: in an empty folder, with what was handed out and nothing else.
. "$(dirname "$0")/../lib.sh"
. tests/tamper.sh
v=$(realpath "$B/cairn-verify")
case=$scratch/case old=$scratch/old
seal() { "$cairn" -C "$case" seal "$@" >/dev/null 2>&1; }
export_log() { # export_log CASE DIR: the log as a static web server holds it
    rm -rf "${2:?}"
    cp -a "$1/log" "$2"
    "$cairn" -C "$1" log key >"$2/vkey"
}
new_case "$case"
for n in one two three; do printf 'report %s\n' "$n" >"$scratch/$n.txt"; done
ok "seal" seal "$scratch/one.txt" "$scratch/two.txt"
export_log "$case" "$old"
cp -a "$case" "$scratch/case.old"
ok "seal more" seal "$scratch/three.txt"
export_log "$case" "$scratch/log"
key=$("$cairn" -C "$case" log key)
"$cairn" -C "$case" log checkpoint >"$scratch/checkpoint"
"$cairn" -C "$case" receipt three.txt >"$scratch/receipt" 2>/dev/null
"$cairn" -C "$case" bag export one.txt three.txt --out "$scratch/bag" >/dev/null 2>&1 || flunk "bag export"

stranger() { # stranger ARGUMENTS…: nothing but the program and the files named; status in $rc, output in $out
    rm -rf "$scratch/empty"
    mkdir "$scratch/empty"
    out=$(cd "$scratch/empty" && env -i PATH=/usr/bin:/bin "$v" "$@" 2>&1 </dev/null)
    rc=$?
    [ -z "$(ls -A "$scratch/empty")" ] || flunk "it left something behind: $*"
}
good() { # good WHAT PART ARGUMENTS…
    local what=$1 part=$2
    shift 2
    stranger "$@"
    same "$what: status" "$rc" 0
    holds "$what" "$out" "$part"
    lacks "$what: no \"verified\"" "$out" verified
}
bad() { # bad STATUS WHAT PART ARGUMENTS…: refused, with a hint
    local status=$1 what=$2 part=$3
    shift 3
    stranger "$@"
    if [ "$rc" -ne "$status" ]; then flunk "$what: status $rc, not $status" "$out"; return; fi
    holds "$what" "$out" "$part"
    holds "$what: a hint" "$out" "
hint: "
}

good "a receipt" "checked           $scratch/receipt: item: sha256:" "$scratch/receipt"
holds "it says what it does not check" "$out" "not checked here  $scratch/receipt: truth"
holds "and whose key it took" "$out" "the key is the receipt's own"
good "a receipt, with the key" "parts stand in the log as sealed" --key "$key" "$scratch/receipt"
lacks "then nothing is said of the key" "$out" "receipt's own"
bad 6 "a receipt of another log" "another key" --key "$(sed 's/.*/x+00000000+AQ==/' <<<"$key")" "$scratch/receipt"
good "an exported log" "log: 2 leaves and their signatures" "$scratch/log"
good "an old checkpoint" "extends $old" --key "$key" "$scratch/log" "$old"
good "a receipt and the log" "3 of 3 as sealed" "$scratch/log" "$scratch/receipt" "$scratch/checkpoint"
bad 2 "a checkpoint without a key" "no key of the log" "$scratch/checkpoint"
good "two checkpoints without tiles" "not checked here" --key "$key" "$scratch/checkpoint" "$old/checkpoint"
good "a bag" "checked           $scratch/bag: bag: BagIt 1.0" "$scratch/bag"
holds "its receipts against its files" "$out" "these are the bytes of data/three.txt"
good "JSON" '"state":"not checked here"' --json "$scratch/receipt"
while IFS= read -r line; do
    case $line in
    '{"v":1,"file":'*'}' | *' as sealed; truth not assessed') ;;
    *) flunk "not a line of JSON: $line" ;;
    esac
done <<<"$out"
rm -rf "$scratch/proofs"
ok "extract" "$v" --extract "$scratch/proofs" "$scratch/receipt"
"$cairn" verify "$scratch/receipt" --extract "$scratch/proofs2" >/dev/null 2>&1
ok "the same proofs as cairn's" diff -r "$scratch/proofs" "$scratch/proofs2"
good "a tlog-proof's checkpoint" "checkpoint: 2 entries" --key "$key" "$scratch/proofs/1.tlog-proof"
printf 'log %s\nquorum none\n' "$key" >"$scratch/policy"
good "a policy that asks for none" "none cosigned" --policy "$scratch/policy" "$scratch/log"
printf 'log %s\nquorum nobody\n' "$key" >"$scratch/policy"
bad 2 "a policy that is none" "policy" --policy "$scratch/policy" "$scratch/log"
bad 3 "no such file" "No such file" "$scratch/none"
bad 2 "no argument" "name at least one"
bad 2 "an option that is none" "no option" --kye "$key"
bad 2 "what is nothing" "nothing that can be checked" "$scratch/one.txt"
bad 2 "a folder that is nothing" "neither a bag nor" "$scratch/empty"

# Stamps: over a checkpoint that is there, by an authority whose root was brought or not.
. tests/tsa.sh
if ! tsa_make "$scratch/tsa"; then flunk "no time authority: is openssl there?"; fi
stamped() {
    "$cairn" -C "$case" log tsa add t --roots "$scratch/tsa/root.pem" &&
        "$cairn" -C "$case" log stamp --tsa t --request "$scratch/q" &&
        tsa_reply "$scratch/tsa" "$scratch/q" "$scratch/stamp.tsr" &&
        "$cairn" -C "$case" log stamp --tsa t --response "$scratch/stamp.tsr" --over "$scratch/q.checkpoint" &&
        "$cairn" -C "$case" receipt three.txt -o "$scratch/stamped.receipt"
}
ok "a stamp" stamped
q=$scratch/q.checkpoint
good "a stamp, nothing known of the authority" "attested          $scratch/stamp.tsr: time: " \
    --key "$key" "$scratch/stamp.tsr" "$q"
good "a stamp, its root brought" "checked           $scratch/stamp.tsr: time: the log had 4 entries not later than 20" \
    --key "$key" --roots "$scratch/tsa/root.pem" "$scratch/stamp.tsr" "$q"
bad 6 "a stamp over another checkpoint" "something else" --key "$key" "$scratch/stamp.tsr" "$scratch/checkpoint"
bad 2 "a stamp alone" "no checkpoint that it could be over" "$scratch/stamp.tsr"
ok "another authority" tsa_make "$scratch/tsa2"
bad 6 "a stamp by an authority that is not trusted" "" \
    --key "$key" --roots "$scratch/tsa2/root.pem" "$scratch/stamp.tsr" "$q"
good "a stamped receipt" "not later than: 20" --key "$key" --roots "$scratch/tsa/root.pem" "$scratch/stamped.receipt"
holds "by whom" "$out" "by the time authority t (CN=Test authority)"
good "a stamped receipt, another root" "it leads to none of" --roots "$scratch/tsa2/root.pem" "$scratch/stamped.receipt"
lacks "then its time is not checked" "$out" "checked           $scratch/stamped.receipt: not later"
cp "$scratch/stamp.tsr" "$scratch/forged.tsr"
ok "forging a token's time" tamper_forge_token_time "$scratch/forged.tsr"
bad 6 "a token whose time was forged" "" --key "$key" --roots "$scratch/tsa/root.pem" "$scratch/forged.tsr" "$q"

# The table, for a log: what is seen without anything else, and what beside an older checkpoint.
see() { # see ROW TAMPER [MORE…] -- ARGUMENTS… ({} = the tampered folder)
    local row=$1 how=() a=()
    shift
    while [ "$1" != -- ]; do how+=("$1"); shift; done
    shift
    rm -rf "$scratch/t"
    cp -a "$scratch/${from:-log}" "$scratch/t"
    if ! "${how[0]}" "$scratch/t" "${how[@]:1}"; then flunk "$row: could not be done"; return; fi
    for x in "$@"; do a+=("${x//\{\}/$scratch/t}"); done
    bad 6 "$row" "integrity" "${a[@]}"
}
for t in flip_leaf flip_leaf_signature flip_tile flip_checkpoint flip_root swap_leaves truncate_leaves truncate_tile \
    truncate_checkpoint remove_tile; do
    see "log: $t" tamper_$t -- --key "$key" {}
done
see "log: replay of an old checkpoint" tamper_replay_checkpoint "$old" -- --key "$key" {} "$scratch/checkpoint"
see "log: rollback, since a checkpoint that was kept" \
    tamper_rollback "$old" -- --key "$key" {} --since "$scratch/checkpoint"
see "log: rollback, since a receipt that was kept" tamper_rollback "$old" -- --key "$key" {} --since "$scratch/receipt"
good "since an old checkpoint" "extends $old/checkpoint" --since "$old/checkpoint" "$scratch/log"
printf 'only the fork holds it\n' >"$scratch/fork.txt"
tamper_fork "$scratch/forked" "$scratch/case.old" "$scratch/fork.txt"
export_log "$scratch/forked" "$scratch/forked.log"
see "log: fork, beside a checkpoint of the other" \
    tamper_rollback "$scratch/forked.log" -- --key "$key" {} "$scratch/checkpoint"
see "log: fork, beside a receipt of the other" tamper_rollback "$scratch/forked.log" -- {} "$scratch/receipt"

# A bag: one byte of a file, a receipt for another file, a receipt changed and the manifests made anew.
remake() { # remake BAG: manifests that fit what is there now, as a forger makes them
    local f
    (cd "$1" && for f in 256 512; do
        find data -type f -print0 | sort -z | xargs -0 sha${f}sum >manifest-sha$f.txt
    done && for f in 256 512; do
        find . -type f ! -path './data/*' ! -name 'tagmanifest-*' -printf '%P\0' | sort -z | xargs -0 sha${f}sum \
            >tagmanifest-sha$f.txt
    done)
}
tamper_bag_byte() { tamper_flip_bit "$1/data/three.txt" 2; }
tamper_bag_byte_remade() { tamper_bag_byte "$1" && remake "$1"; }
tamper_bag_receipt_remade() {
    tamper_flip_bit "$(find "$1/cairn" -name '*.receipt' | sort | head -n 1)" 700 && remake "$1"
}
tamper_bag_parts_remade() {
    local f
    f=$(find "$1/cairn" -name '*.parts.jsonl' | sort | head -n 1)
    sed -i 's/"size":[0-9]*/"size":7/' "$f" && remake "$1"
}
tamper_bag_missing() { rm "$1/data/one.txt"; }
from=bag
see "bag: a byte of a file" tamper_bag_byte -- {}
see "bag: a receipt changed, the manifests made anew" tamper_bag_receipt_remade -- {}
see "bag: a part changed, the manifests made anew" tamper_bag_parts_remade -- {}
see "bag: a file is gone" tamper_bag_missing -- {}
cp -a "$scratch/bag" "$scratch/bag2" && tamper_bag_byte_remade "$scratch/bag2"
good "bag: a file changed, the manifests made anew: its receipt no longer speaks of it" \
    "the item's own bytes are not in the bag" "$scratch/bag2"

# Hostile input: refused, within its limits, never a signal.
hostile() { # hostile WHAT FILE
    stranger --key "$key" "$2"
    if [ "$rc" -eq 2 ] || [ "$rc" -eq 6 ] || [ "$rc" -eq 7 ]; then pass; else flunk "$1: status $rc" "$out"; fi
}
head -c 3000000 /dev/zero | tr '\0' '[' >"$scratch/deep"
hostile "a tower of brackets" "$scratch/deep"
printf '{"a":%s' "$(head -c 200000 /dev/zero | tr '\0' '[')" >"$scratch/deep"
hostile "a tower in an object" "$scratch/deep"
head -c 100000 /dev/urandom >"$scratch/noise"
hostile "noise" "$scratch/noise"
{ printf '\x30\x82\xff\xff'; head -c 70000 /dev/urandom; } >"$scratch/noise.tsr"
hostile "noise that begins like a stamp" "$scratch/noise.tsr"
mkfifo "$scratch/pipe"
stranger "$scratch/pipe"
if [ "$rc" -ne 0 ] && [ "$rc" -lt 128 ]; then pass; else flunk "a pipe: status $rc" "$out"; fi
cp -a "$scratch/log" "$scratch/loop"
ln -s . "$scratch/loop/tile/again"
stranger --key "$key" "$scratch/loop"
if [ "$rc" -lt 128 ]; then pass; else flunk "a folder that holds itself: status $rc" "$out"; fi
printf 'sigsum.org/v1/tree/\x1b[31m\n1\nAAAA\n\n' >"$scratch/escape"
stranger "$scratch/escape" --key "$key"
lacks "no control letters reach the terminal" "$out" $'\x1b'
finish
