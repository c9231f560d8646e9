# What somebody can do to a case or an exported log. Source it:  . tests/tamper.sh
#
#   tamper_NAME TARGET [MORE]     does one tampering in place; ends with 0 when it could be done
#
# TARGET is a case (DIR/log/…, DIR/vault/…) or an exported log (DIR/checkpoint, DIR/tile/…), unless said.
# The same functions make the table of what cairn sees (tests/cli/tampering.sh) and of what programs of others see.
# Needs dd and od; tamper_swap_inside and tamper_reseal also age and the case's key in $CAIRN_KEY_FILE; tamper_fork
# and tamper_backdate $cairn.

tamper_log() { # where the log of a case or export lies
    if [ -d "$1/log" ]; then echo "$1/log"; else echo "$1"; fi
}
tamper_first() { # tamper_first DIR: the first regular file below it, in byte order
    find "$1" -type f 2>/dev/null | LC_ALL=C sort | head -n 1
}
tamper_pack() { # tamper_pack CASE N head|pack: the N-th file of that kind
    find "$1/vault" -type f -name "*.$3" | LC_ALL=C sort | sed -n "$2p"
}
tamper_bytes() { # tamper_bytes FILE FROM COUNT
    dd if="$1" bs=1 skip="$2" count="$3" status=none
}
tamper_write() { # tamper_write FILE AT: standard input over the bytes there
    dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
tamper_flip_bit() { # tamper_flip_bit FILE [AT]: the lowest bit of one byte; AT counts from the end when negative
    local at=${2:--1} size byte
    size=$(stat -c %s "$1") && [ "$size" -gt 0 ] || return 1
    [ "$at" -ge 0 ] || at=$((size + at))
    byte=$(tamper_bytes "$1" "$at" 1 | od -An -tu1 | tr -d ' ')
    printf "\\x$(printf %02x $((byte ^ 1)))" | tamper_write "$1" "$at"
}

# ---- one bit ----
tamper_flip_leaf() { tamper_flip_bit "$(tamper_first "$(tamper_log "$1")/tile/entries")" 10; }
tamper_flip_leaf_signature() { tamper_flip_bit "$(tamper_first "$(tamper_log "$1")/tile/entries")" 50; }
tamper_flip_tile() { tamper_flip_bit "$(tamper_first "$(tamper_log "$1")/tile/0")" 5; }
tamper_flip_checkpoint() { tamper_flip_bit "$(tamper_log "$1")/checkpoint" -10; }
tamper_flip_root() { # a bit of the root in the checkpoint: a letter of its third line
    local f at
    f=$(tamper_log "$1")/checkpoint
    at=$(head -n 2 "$f" | wc -c)
    printf %s "$(tamper_bytes "$f" $((at + 4)) 1 | tr 'A-Za-y0-9+/z' 'B-ZAb-z1-90/+a')" | tamper_write "$f" $((at + 4))
}
tamper_flip_pack() { tamper_flip_bit "$(tamper_pack "$1" 1 pack)" 100; }
tamper_flip_head() { tamper_flip_bit "$(tamper_pack "$1" 1 head)" -5; }

# ---- two valid things, each in the other's place ----
tamper_swap_leaves() { # the first two leaves of the first bundle: 2 bytes of length and 128 of leaf each
    local f a b
    f=$(tamper_first "$(tamper_log "$1")/tile/entries")
    [ "$(stat -c %s "$f")" -ge 260 ] || return 1
    a=$(mktemp) b=$(mktemp)
    tamper_bytes "$f" 0 130 >"$a"
    tamper_bytes "$f" 130 130 >"$b"
    cat "$b" "$a" | tamper_write "$f" 0
    rm -f "$a" "$b"
}
tamper_swap_packs() { # two packs of a case, with their heads: each opens with the key as before
    local k one two
    for k in head pack; do
        one=$(tamper_pack "$1" 1 $k) two=$(tamper_pack "$1" 2 $k)
        [ -n "$two" ] || return 1
        mv "$one" "$one.swap" && mv "$two" "$one" && mv "$one.swap" "$two" || return 1
    done
}
tamper_unseal() { # tamper_unseal CASE N: plaintext of the N-th pack
    cat "$(tamper_pack "$1" "$2" head)" "$(tamper_pack "$1" "$2" pack)" | age -d -i "$CAIRN_KEY_FILE"
}
tamper_reseal() { # tamper_reseal CASE N FILE: the file becomes the N-th pack, sealed for the case as cairn seals
    local to all n
    to=$(sed -n 's/.*"recipient":"\(age1[^"]*\)".*/\1/p' "$1/cairn.case")
    all=$(mktemp)
    age -r "$to" -o "$all" "$3" || return 1
    # The header ends with its line "--- " and 43 letters of MAC.
    n=$(($(LC_ALL=C grep -abo -m 1 '^--- ' "$all" | head -n 1 | cut -d: -f1) + 48))
    head -c $n "$all" >"$(tamper_pack "$1" "$2" head)"
    tail -c +$((n + 1)) "$all" >"$(tamper_pack "$1" "$2" pack)"
    rm -f "$all"
}
tamper_swap_inside() { # tamper_swap_inside CASE N: the first two objects of equal size in the N-th pack, sealed again
    local plain one two w
    plain=$(mktemp) one=$(mktemp) two=$(mktemp)
    tamper_unseal "$1" "$2" >"$plain" || return 1
    # shellcheck disable=SC2046  # two lines "offset size"
    set -- "$1" "$2" $(tar xOf "$plain" --wildcards '*/where.txt' 2>/dev/null |
        awk '$1 == 0 {if ($3 in at) {print at[$3], $2, $3; exit} at[$3] = $2}')
    [ $# -eq 5 ] || return 1
    tamper_bytes "$plain" "$3" "$5" >"$one"
    tamper_bytes "$plain" "$4" "$5" >"$two"
    tamper_write "$plain" "$3" <"$two"
    tamper_write "$plain" "$4" <"$one"
    tamper_reseal "$1" "$2" "$plain"
    w=$?
    rm -f "$plain" "$one" "$two"
    return $w
}

# ---- less than there was ----
tamper_cut() { # tamper_cut FILE [N]: the last N bytes
    truncate -s -"${2:-1}" "$1"
}
tamper_truncate_leaves() { tamper_cut "$(tamper_first "$(tamper_log "$1")/tile/entries")" 130; }
tamper_truncate_tile() { tamper_cut "$(tamper_first "$(tamper_log "$1")/tile/0")" 32; }
tamper_truncate_checkpoint() { tamper_cut "$(tamper_log "$1")/checkpoint" 20; }
tamper_truncate_pack() { tamper_cut "$(tamper_pack "$1" 1 pack)" 65552; }
tamper_truncate_pack_end() { tamper_cut "$(tamper_pack "$1" 1 pack)" 1; }
tamper_remove_pack() { rm "$(tamper_pack "$1" 1 pack)" "$(tamper_pack "$1" 1 head)"; }
tamper_remove_tile() { rm "$(tamper_first "$(tamper_log "$1")/tile/0")"; }

# ---- what was valid once ----
tamper_replay_checkpoint() { # tamper_replay_checkpoint TARGET OLD: the old checkpoint over the tiles of now
    cp "$(tamper_log "$2")/checkpoint" "$(tamper_log "$1")/checkpoint"
}
tamper_replay_pack() { # tamper_replay_pack CASE: the first pack once more, in the place of the last
    local k last
    for k in head pack; do
        last=$(find "$1/vault" -type f -name "*.$k" | LC_ALL=C sort | tail -n 1)
        cp "$(tamper_pack "$1" 1 $k)" "$last" || return 1
    done
}
tamper_rollback() { # tamper_rollback TARGET OLD: the whole folder as it once was; every byte of it is valid
    rm -rf "${1:?}"
    cp -a "$2" "$1"
}
tamper_fork() { # tamper_fork CASE OLD FILE: from the old copy on, another history under the same key
    tamper_rollback "$1" "$2"
    "$cairn" -C "$1" seal "$3" >/dev/null 2>&1
}

# ---- time ----
tamper_backdate() { # tamper_backdate CASE FILE: seals with a clock that stands years back
    CAIRN_CLOCK=1999-12-31T23:59:59Z "$cairn" -C "$1" seal "$2" >/dev/null 2>&1
}
tamper_forge_cosignature_time() { # the time in the first cosignature (72 bytes) of a note FILE: one second later
    local line raw new
    line=$(awk '/^— / && length($3) > 96 {print NR; exit}' "$1")
    [ -n "$line" ] || return 1
    raw=$(sed -n "${line}p" "$1" | awk '{print $3}')
    new=$(base64 -d <<<"$raw" | od -An -v -tx1 | tr -d ' \n')
    new=${new:0:16}$(printf %08x $((16#${new:16:8} + 1)))${new:24}
    new=$(sed 's/../\\x&/g' <<<"$new")
    new=$(printf '%b' "$new" | base64 -w 0)
    awk -v at="$line" -v new="$new" 'NR == at {$3 = new} {print}' "$1" >"$1.new" && mv "$1.new" "$1"
}
tamper_forge_token_time() { # the time in an RFC 3161 token FILE: its first year, "20" becomes "19"
    local at
    at=$(LC_ALL=C grep -abo '20[0-9]\{12\}Z' "$1" | head -n 1 | cut -d: -f1)
    [ -n "$at" ] || return 1
    printf 19 | tamper_write "$1" "$at"
}
