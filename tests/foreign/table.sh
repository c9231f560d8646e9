#!/bin/bash
# Every cell of table.txt: the program is shown the tampered bytes, and must see what the table says it sees.
# A cell is a function PROGRAM_TAMPERING that ends with 0 when the program accepted; with "kept" it is called once more
# with KEPT set, and must refuse then.
. "$(dirname "$0")/../lib.sh"
. tests/foreign/lib.sh
. tests/sigsum_witness.sh
make_world
now=$scratch/now KEPT=

fresh() { rm -rf "$now" && cp -a "$case" "$now"; }
tampered() { fresh && "$1" "$now" "${@:2}" || { flunk "$1 could not be done"; return 1; }; }

# Go: a whole log. What was kept is an older checkpoint.
walk() { "$scratch/walk" "$now/log" "$vkey" ${KEPT:+"$case/log/checkpoint"}; }
go_tlog_untouched() { fresh && walk; }
go_tlog_flip() { tampered tamper_flip_leaf && walk || { tampered tamper_flip_tile && walk; } ||
    { tampered tamper_flip_root && walk; }; }
go_tlog_swap() { tampered tamper_swap_leaves && walk; }
go_tlog_truncate() { tampered tamper_truncate_leaves && walk || { tampered tamper_truncate_tile && walk; }; }
go_tlog_replay() { tampered tamper_replay_checkpoint "$old" && walk; }
go_tlog_rollback() { tampered tamper_rollback "$old" && walk; }
go_tlog_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && walk; }

# Sigsum: one entry's proof and message.
claim=$("$cairn" -C "$old" claims --json | grep -o '"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f4)
proofs() { # proofs CASE DIR: of a claim that has been there from the beginning: at least two entries
    rm -rf "$2"
    "$cairn" -C "$1" receipt "$claim" -o "$2.receipt" >/dev/null 2>&1 &&
        "$cairn" verify "$2.receipt" --extract "$2" >/dev/null 2>&1 || { echo "a receipt could not be done"; return 1; }
    set -- "$2"/*.sigsum-proof
    one=$(basename "$1" .sigsum-proof) two=$(basename "$2" .sigsum-proof)
}
sigsum() { # sigsum DIR PROOF MESSAGE
    sigsum-verify -k "$1/log.pub" -p "$1/policy" "$1/$2.sigsum-proof" <"$1/$3.message"
}
p=$scratch/p
sigsum_verify_untouched() { proofs "$case" "$p" && sigsum "$p" "$one" "$one" && sigsum "$p" "$two" "$two"; }
sigsum_verify_flip() {
    proofs "$case" "$p" && sed -i '/^node_hash=/{s/=0/=1/;t;s/=./=0/;}' "$p/$one.sigsum-proof" &&
        sigsum "$p" "$one" "$one" ||
        { proofs "$case" "$p" && tamper_flip_bit "$p/$one.message" && sigsum "$p" "$one" "$one"; }
}
sigsum_verify_swap() { proofs "$case" "$p" && sigsum "$p" "$one" "$two"; }
sigsum_verify_truncate() { proofs "$case" "$p" && sed -i '$d' "$p/$one.sigsum-proof" && sigsum "$p" "$one" "$one"; }
sigsum_verify_replay() { proofs "$old" "$p" && sigsum "$p" "$one" "$one"; }
sigsum_verify_rollback() { tampered tamper_rollback "$old" && proofs "$now" "$p" && sigsum "$p" "$one" "$one"; }
sigsum_verify_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && proofs "$now" "$p" &&
    sigsum "$p" "$one" "$one"; }

# age, of two hands: every pack.
every_pack() { # every_pack COMMAND…: opens each pack of $now
    local head
    for head in "$now"/vault/*/*.head; do
        cat "$head" "${head%.head}.pack" >"$scratch/x.age"
        "$@" || return 1
    done
}
by_age() { age -d -i "$CAIRN_KEY_FILE" -o "$scratch/x.tar" "$scratch/x.age"; }
by_npm() { node_age open "$CAIRN_KEY_FILE" "$scratch/x.age" "$scratch/x.tar"; }
age_untouched() { fresh && every_pack "${1:-by_age}"; }
age_flip() { tampered tamper_flip_pack && every_pack "${1:-by_age}" ||
    { tampered tamper_flip_head && every_pack "${1:-by_age}"; }; }
age_swap() { tampered tamper_swap_packs && every_pack "${1:-by_age}"; }
age_truncate() { tampered tamper_truncate_pack_end && every_pack "${1:-by_age}"; }
age_replay() { tampered tamper_replay_pack && every_pack "${1:-by_age}"; }
age_rollback() { tampered tamper_rollback "$old" && every_pack "${1:-by_age}"; }
age_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && every_pack "${1:-by_age}"; }
for t in untouched flip swap truncate replay rollback fork; do eval "npm_age_$t() { age_$t by_npm; }"; done

# coreutils: the payload of a bag. A bag that was exported earlier is a good bag.
bag() { # bag CASE: two items of it
    rm -rf "$scratch/bag"
    "$cairn" -C "$1" bag export a.txt b.txt --out "$scratch/bag" >/dev/null 2>&1 ||
        { echo "a bag could not be done"; return 1; }
}
sums() { (cd "$scratch/bag" && sha256sum --strict --quiet -c manifest-sha256.txt tagmanifest-sha256.txt); }
sha256sum_untouched() { bag "$case" && sums; }
sha256sum_flip() { bag "$case" && tamper_flip_bit "$scratch/bag/data/a.txt" 5 && sums ||
    { bag "$case" && tamper_flip_bit "$scratch/bag/cairn/checkpoint" && sums; }; }
sha256sum_swap() { bag "$case" && mv "$scratch/bag/data/a.txt" "$scratch/x" &&
    mv "$scratch/bag/data/b.txt" "$scratch/bag/data/a.txt" && mv "$scratch/x" "$scratch/bag/data/b.txt" && sums; }
sha256sum_truncate() { bag "$case" && tamper_cut "$scratch/bag/data/a.txt" && sums ||
    { bag "$case" && rm "$scratch/bag/data/b.txt" && sums; }; }
sha256sum_replay() { bag "$old" && sums; }

# cairn-verify: bags and logs, without case, key or network.
apart() { "$B/cairn-verify" --key "$vkey" "$@"; }
log_apart() { apart ${KEPT:+--since "$case/log/checkpoint"} "$now/log"; }
cairn_verify_untouched() { bag "$case" && apart "$scratch/bag" && fresh && log_apart && stamp &&
    apart --roots "$s.roots.pem" "$s.tsr" "$s.checkpoint"; }
cairn_verify_flip() {
    bag "$case" && tamper_flip_bit "$scratch/bag/data/a.txt" 5 && apart "$scratch/bag" ||
        { tampered tamper_flip_leaf && log_apart; } ||
        { tampered tamper_flip_leaf_signature && log_apart; } || { tampered tamper_flip_root && log_apart; }
}
cairn_verify_swap() { tampered tamper_swap_leaves && log_apart; }
cairn_verify_truncate() { tampered tamper_truncate_leaves && log_apart ||
    { tampered tamper_truncate_tile && log_apart; }; }
cairn_verify_replay() { tampered tamper_replay_checkpoint "$old" && log_apart; }
cairn_verify_rollback() { tampered tamper_rollback "$old" && log_apart; }
cairn_verify_forged_time() { stamp && tamper_forge_token_time "$s.tsr" &&
    apart --roots "$s.roots.pem" "$s.tsr" "$s.checkpoint"; }
cairn_verify_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && log_apart; }

# openssl ts: a stamp and the checkpoint it is over; the older of the two is as good.
s=$scratch/s
stamp() { rm -f "$s".*; for k in tsr checkpoint roots.pem; do cp "$scratch/later.$k" "$s.$k" || return; done; }
openssl_ts_untouched() { stamp && ts_verify "$s" && ts_verify "$scratch/earlier"; }
openssl_ts_flip() { stamp && tamper_flip_bit "$s.tsr" && ts_verify "$s" ||
    { stamp && tamper_flip_bit "$s.checkpoint" && ts_verify "$s"; }; }
openssl_ts_swap() { stamp && cp "$scratch/earlier.tsr" "$s.tsr" && ts_verify "$s"; }
openssl_ts_truncate() { stamp && tamper_cut "$s.tsr" && ts_verify "$s" ||
    { stamp && tamper_cut "$s.checkpoint" && ts_verify "$s"; }; }
openssl_ts_replay() { ts_verify "$scratch/earlier"; }
openssl_ts_forged_time() { stamp && tamper_forge_token_time "$s.tsr" && ts_verify "$s"; }

# ssh-keygen: two acts on an item, each signed by who did it.
act() { for k in act.txt act.txt.sig; do cp "$scratch/$1.$k" "$scratch/x.$k" || return; done; }
keygen() { ssh-keygen -Y verify -n act@cairn -f "$scratch/allowed" -I Mara -s "$scratch/x.act.txt.sig" \
    <"$scratch/x.act.txt"; }
ssh_keygen_untouched() { act one && keygen && act two && keygen; }
ssh_keygen_flip() { act one && tamper_flip_bit "$scratch/x.act.txt" 20 && keygen ||
    { act one && tamper_flip_bit "$scratch/x.act.txt.sig" 120 && keygen; }; }
ssh_keygen_swap() { act one && cp "$scratch/two.act.txt.sig" "$scratch/x.act.txt.sig" && keygen; }
ssh_keygen_truncate() { act one && tamper_cut "$scratch/x.act.txt" 2 && keygen ||
    { act one && tamper_cut "$scratch/x.act.txt.sig" 40 && keygen; }; }
ssh_keygen_replay() { act one && keygen; } # the same act again is the same act: the case takes it once
ssh_keygen_forged_time() { act one && sed -i 's/"at":"2/"at":"1/' "$scratch/x.act.txt" && keygen; }

# sigsum-witness: asked by the case's own client, or by hand. It has seen the case as it is.
ask() { "$cairn" -C "$now" log witness --again; }
by_hand() { # by_hand CHECKPOINT OLD-SIZE: the answer must be 200
    { printf 'old %s\n\n' "$2" && cat "$1"; } |
        curl -s -o "$scratch/answer" -w '%{http_code}\n' --data-binary @- "$witness_url/add-checkpoint" | grep -x 200
}
size_of() { sed -n 2p "$1"; }
sigsum_witness_untouched() { fresh && ask; }
sigsum_witness_flip() { fresh && tamper_flip_checkpoint "$now" &&
    by_hand "$now/log/checkpoint" "$(size_of "$case/log/checkpoint")"; }
sigsum_witness_swap() { by_hand "$scratch/stranger/log/checkpoint" 0; }
sigsum_witness_truncate() { tampered tamper_grow &&
    by_hand "$now/log/checkpoint" "$(size_of "$case/log/checkpoint")"; } # its proof cut off
sigsum_witness_replay() { by_hand "$old/log/checkpoint" "$(size_of "$case/log/checkpoint")"; }
sigsum_witness_rollback() { tampered tamper_rollback "$old" &&
    "$cairn" -C "$now" log policy set "$scratch/policy" --reason "again" >/dev/null 2>&1 && ask; }
sigsum_witness_fork() {
    tampered tamper_fork "$old" "$scratch/e.txt" || return
    until [ "$(size_of "$now/log/checkpoint")" -gt $(($(size_of "$case/log/checkpoint") + 2)) ]; do
        date +%N >"$scratch/more.txt" && "$cairn" -C "$now" seal "$scratch/more.txt" >/dev/null 2>&1 || return
    done
    "$cairn" -C "$now" log policy set "$scratch/policy" --reason "again" >/dev/null 2>&1 && ask
}
tamper_grow() { date +%N >"$scratch/more.txt" && "$cairn" -C "$1" seal "$scratch/more.txt" >/dev/null 2>&1; }

# cairn itself, for the same row of columns; one of each kind (all kinds: tests/cli/tampering.sh).
self() { "$cairn" -C "$now" verify --deep ${KEPT:+--checkpoint "$case/log/checkpoint"}; }
cairn_untouched() { fresh && self; }
cairn_flip() { tampered tamper_flip_pack && self; }
cairn_swap() { tampered tamper_swap_packs && self; }
cairn_truncate() { tampered tamper_truncate_pack_end && self; }
cairn_replay() { tampered tamper_replay_pack && self; }
cairn_rollback() { tampered tamper_rollback "$old" && self; }
cairn_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && self; }
cairn_forged_time() { tampered tamper_backdate "$scratch/e.txt" && self; } # after a stamp that says when

two_stamps() { make_authority ec ec && stamped_by ec "$scratch/earlier" && stamped_by ec "$scratch/later"; }
two_acts() {
    ssh-keygen -q -t ed25519 -N '' -f "$scratch/mara" && echo "Mara $(cat "$scratch/mara.pub")" >"$scratch/allowed" &&
        "$cairn" -C "$case" signer add Mara --key "$scratch/mara.pub" --reason test >/dev/null 2>&1 || return
    local n
    for n in one two; do
        "$cairn" -C "$case" --as Mara custody add a.txt --act accessed --note "$n" --to-sign \
            >"$scratch/$n.act.txt" 2>/dev/null &&
            ssh-keygen -q -Y sign -n act@cairn -f "$scratch/mara" "$scratch/$n.act.txt" 2>/dev/null || return
    done
}
a_witness() { # it has cosigned the case as it is
    witness_start "$case" "$scratch/policy" || return
    CAIRN_KEY_FILE=$scratch/stranger.key "$cairn" init "$scratch/stranger" --no-passphrase >/dev/null 2>&1
    "$cairn" -C "$case" log policy set "$scratch/policy" --reason test >/dev/null 2>&1 &&
        "$cairn" -C "$case" log witness >/dev/null 2>&1 &&
        by_hand "$case/log/checkpoint" 0 >/dev/null # 409 tells the size it has seen
    [ "$(grep -x '[0-9]*' "$scratch/answer")" -gt 0 ]
}
there() { # there ROW: can its program run?
    case $1 in
    go-tlog) have go && build_walk ;;
    sigsum-verify) have sigsum-verify ;;
    openssl-ts) two_stamps ;;
    ssh-keygen) have ssh-keygen && two_acts ;;
    sigsum-witness) witness_there && a_witness ;;
    npm-age) have node &&
        node_age seal "$(grep -o 'age1[a-z0-9]*' "$case/cairn.case" | head -n 1)" "$scratch/d.txt" "$scratch/try" ;;
    esac
}
cell() { # cell ROW COLUMN WANT
    local fn=${1//-/_}_${2//-/_} out got
    [ "$3" = - ] && return
    declare -F "$fn" >/dev/null || { flunk "$1 × $2: nothing tries it"; return; }
    out=$(KEPT='' && $fn 2>&1 </dev/null) && got=blind || got=sees
    if [ "$3" = kept ] && [ $got = blind ]; then
        out=$(KEPT=1 && $fn 2>&1 </dev/null) || got=kept
    fi
    [ "$3" = accepts ] && [ $got = blind ] && got=accepts
    if [ "$got" = "$3" ]; then pass; else flunk "$1 × $2: $got, the table says $3" "$out"; fi
    case $out in *"could not be done"*) flunk "$1 × $2" "$out" ;; esac
}

read -ra columns < <(grep '^# program' tests/foreign/table.txt | sed 's/^# program//')
while read -r row cells; do
    case $row in "" | "#"*) continue ;; esac
    there "$row" ||
        { command -v "${row%-ts}" >/dev/null && flunk "$row: what it looks at could not be made"; continue; }
    read -ra want <<<"$cells"
    same "$row has a cell for each column" ${#want[@]} ${#columns[@]}
    for i in "${!columns[@]}"; do cell "$row" "${columns[$i]}" "${want[$i]}"; done
done <tests/foreign/table.txt
finish
