#!/bin/bash
# Every cell of table.txt: the program is shown the tampered bytes, and must see what the table says it sees.
# A cell is a function PROGRAM_TAMPERING that ends with 0 when the program accepted; with "kept" it is called once more
# with KEPT set, and must refuse then.
. "$(dirname "$0")/../lib.sh"
. tests/foreign/lib.sh
make_world
now=$scratch/now KEPT=

fresh() { rm -rf "$now" && cp -a "$case" "$now"; }
tampered() { fresh && "$1" "$now" "${@:2}" || { flunk "$1 could not be done"; return 1; }; }

# Go: a whole log. What was kept is an older checkpoint.
walk() { "$scratch/walk" "$now/log" "$vkey" ${KEPT:+"$case/log/checkpoint"}; }
go_tlog_flip() { tampered tamper_flip_leaf && walk || { tampered tamper_flip_tile && walk; } || { tampered tamper_flip_root && walk; }; }
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
sigsum_verify_flip() {
    proofs "$case" "$p" && sed -i '/^node_hash=/{s/=0/=1/;t;s/=./=0/;}' "$p/$one.sigsum-proof" && sigsum "$p" "$one" "$one" ||
        { proofs "$case" "$p" && tamper_flip_bit "$p/$one.message" && sigsum "$p" "$one" "$one"; }
}
sigsum_verify_swap() { proofs "$case" "$p" && sigsum "$p" "$one" "$two"; }
sigsum_verify_truncate() { proofs "$case" "$p" && sed -i '$d' "$p/$one.sigsum-proof" && sigsum "$p" "$one" "$one"; }
sigsum_verify_replay() { proofs "$old" "$p" && sigsum "$p" "$one" "$one"; }
sigsum_verify_rollback() { tampered tamper_rollback "$old" && proofs "$now" "$p" && sigsum "$p" "$one" "$one"; }
sigsum_verify_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && proofs "$now" "$p" && sigsum "$p" "$one" "$one"; }

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
age_flip() { tampered tamper_flip_pack && every_pack "${1:-by_age}" || { tampered tamper_flip_head && every_pack "${1:-by_age}"; }; }
age_swap() { tampered tamper_swap_packs && every_pack "${1:-by_age}"; }
age_truncate() { tampered tamper_truncate_pack_end && every_pack "${1:-by_age}"; }
age_replay() { tampered tamper_replay_pack && every_pack "${1:-by_age}"; }
age_rollback() { tampered tamper_rollback "$old" && every_pack "${1:-by_age}"; }
age_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && every_pack "${1:-by_age}"; }
for t in flip swap truncate replay rollback fork; do eval "npm_age_$t() { age_$t by_npm; }"; done

# cairn itself, for the same row of columns; one of each kind (all kinds: tests/cli/tampering.sh).
self() { "$cairn" -C "$now" verify --deep ${KEPT:+--checkpoint "$case/log/checkpoint"}; }
cairn_flip() { tampered tamper_flip_pack && self; }
cairn_swap() { tampered tamper_swap_packs && self; }
cairn_truncate() { tampered tamper_truncate_pack_end && self; }
cairn_replay() { tampered tamper_replay_pack && self; }
cairn_rollback() { tampered tamper_rollback "$old" && self; }
cairn_fork() { tampered tamper_fork "$old" "$scratch/e.txt" && self; }

there() { # there ROW: can its program run?
    case $1 in
    go-tlog) have go && build_walk ;;
    sigsum-verify) have sigsum-verify ;;
    npm-age) have node && node_age seal "$(grep -o 'age1[a-z0-9]*' "$case/cairn.case" | head -n 1)" "$scratch/d.txt" "$scratch/try" ;;
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
    if [ "$got" = "$3" ]; then pass; else flunk "$1 × $2: $got, the table says $3" "$out"; fi
    case $out in *"could not be done"*) flunk "$1 × $2" "$out" ;; esac
}

read -ra columns < <(grep '^# program' tests/foreign/table.txt | sed 's/^# program//')
while read -r row cells; do
    case $row in "" | "#"*) continue ;; esac
    there "$row" || continue
    read -ra want <<<"$cells"
    same "$row has a cell for each column" ${#want[@]} ${#columns[@]}
    for i in "${!columns[@]}"; do cell "$row" "${columns[$i]}" "${want[$i]}"; done
done <tests/foreign/table.txt
finish
