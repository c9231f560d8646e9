#!/bin/bash
# kill -9 at any moment of add, review and publish: afterwards the case verifies, the projection equals the log, and
# everything that was acknowledged is there. First at each write in turn ($CAIRN_FAULT=kill:N), then at random times
# (seeded).
# As a stranger would see it; kill_test does the same in process, at every call that changes the disk.
#   ROUNDS=100 SEED=1 tests/faults/kill.sh      at least ROUNDS kills
. "$(dirname "$0")/../lib.sh"
rounds=${ROUNDS:-100} seed=${SEED:-1}
RANDOM=$seed
case=$scratch/case
acks=$scratch/acks # ids of items and claims that a command said it had sealed or reviewed
kills=0 n=0
: >"$acks"
new_case "$case"

new_report() { # a text that nobody added before, with claims in it
    n=$((n + 1))
    printf 'Officials said on Monday that %d people were killed in Saltgate. A resident said that %d houses burned.\n' \
        $((n % 90 + 10)) $((n + 3)) >"$scratch/report$n.txt"
    printf 'Report number %d of the test.\n' "$n" >>"$scratch/report$n.txt"
}
items() { "$cairn" -C "$case" items --json 2>/dev/null | grep -o '"id":"sha256:[^"]*"' | sort; }
in_state() { "$cairn" -C "$case" claims --json 2>/dev/null | grep "\"status\":\"$1\"" | grep -o '"id":"c-[^"]*"'; }
reviewed() { in_state accepted | sort; }
first_machine() { in_state machine | head -n 1 | cut -d'"' -f4; }

act() { # act KIND: prepares the words of one command in $command
    case $1 in
    add)
        new_report
        command=("$cairn" -C "$case" add "$scratch/report$n.txt" --published 2031-03-11 --json)
        ;;
    review)
        target=$(first_machine)
        [ -n "$target" ] || return 1
        command=("$cairn" -C "$case" review "$target" accept --reason "read twice" --json)
        ;;
    publish) command=("$cairn" -C "$case" publish "$scratch/site" --draft) ;;
    esac
}

sound() { # sound WHAT: after a kill, everything holds
    local what=$1 out missing
    out=$("$cairn" -C "$case" verify 2>&1) || { flunk "$what: verify" "$out"; return; }
    out=$("$cairn" -C "$case" rebuild --check 2>&1) || { flunk "$what: rebuild --check" "$out"; return; }
    missing=$(comm -23 <(sort -u "$acks") <( (items; reviewed) | sort -u))
    [ -z "$missing" ] || { flunk "$what: acknowledged and lost" "$missing"; return; }
    pass
}

acknowledge() { # acknowledge KIND OUTPUT: remembers what a command printed as done
    case $1 in
    add) grep -o '"id":"sha256:[^"]*"' <<<"$2" >>"$acks" ;;
    review) [ -n "$2" ] && printf '"id":"%s"\n' "$target" >>"$acks" ;;
    esac
}

# The writes of one operation in turn: every STRIDE-th. The case keeps what earlier rounds left.
walk() { # walk KIND STRIDE
    local at=1 out rc
    while :; do
        act "$1" || return
        out=$(CAIRN_FAULT=kill:$at "${command[@]}" 2>/dev/null)
        rc=$?
        acknowledge "$1" "$out"
        [ $rc -eq 137 ] || break
        kills=$((kills + 1))
        sound "$1 killed at write $at"
        at=$((at + $2))
    done
    same "$1 goes on to its end when it has no $at writes" $rc 0
}
walk add 2
walk review 3
walk publish 7

# At random times: the machine is never as idle as a count of writes.
walked=$kills
while [ $kills -lt "$rounds" ] || [ $((kills - walked)) -lt 40 ]; do
    kinds=(add review publish)
    kind=${kinds[$((RANDOM % 3))]}
    act $kind || { kind=add; act add; }
    out=$(timeout -s KILL "0.$(printf '%03d' $((RANDOM % 150 + 1)))" "${command[@]}" 2>/dev/null)
    rc=$?
    acknowledge $kind "$out"
    [ $rc -eq 137 ] || continue
    kills=$((kills + 1))
    sound "$kind killed at random (SEED=$seed, kill $kills)"
done
ok "verify --deep after $kills kills" "$cairn" -C "$case" verify --deep
echo "$kills kills, $(wc -l <"$acks") acknowledged"
finish
