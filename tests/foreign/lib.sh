# What the tests with other people's programs share: a case with some entries, an older copy of it, its exported log
# and the programs. Source it after ../lib.sh.
. tests/tamper.sh
. tests/tsa.sh
case=$scratch/case old=$scratch/old vkey=

have() { # have PROGRAM: there, or said to be missing
    command -v "$1" >/dev/null && return
    echo "skipped: $1 is not here"
    return 1
}
make_world() { # a case of several entries with equal-sized objects, its state before the last ones, receipts
    unset CAIRN_CLOCK # other programs' clocks are the machine's
    new_case "$case"
    printf 'Officials said on Monday that 14 people were killed in Saltgate.\n' >"$scratch/a.txt"
    printf 'A resident said on Monday that 15 people were killed in Saltgate.' >"$scratch/b.txt"
    printf 'The army said on Tuesday that 16 people were killed in Saltgate.\n' >"$scratch/c.txt"
    printf 'one\n' >"$scratch/d.txt"
    printf 'two\n' >"$scratch/e.txt"
    ok "a case" "$cairn" -C "$case" add "$scratch/a.txt" --published 2025-03-10
    ok "more of it" "$cairn" -C "$case" add "$scratch/b.txt" --published 2025-03-11
    rm -rf "$old"
    cp -a "$case" "$old"
    ok "more of it" "$cairn" -C "$case" add "$scratch/c.txt" --published 2025-03-12
    ok "more of it" "$cairn" -C "$case" seal "$scratch/d.txt"
    vkey=$("$cairn" -C "$case" log key)
}
build_walk() { # Go's tlog and note packages, as Debian has them
    [ -x "$scratch/walk" ] && return
    GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$scratch/gocache GOFLAGS= \
        go build -o "$scratch/walk" tests/foreign/walk.go
}
node_age() { # node_age ARGS…: npm's age-encryption
    if [ ! -d "$scratch/node/node_modules" ]; then
        local from to name
        from=$(tests/desk/fetch tests/foreign/tools.txt) || return 1
        while read -r name version _; do
            case $name in "" | "#"*) continue ;; esac
            to=$scratch/node/node_modules/$name
            mkdir -p "$(dirname "$to")"
            cp -r "$from/$name-$version" "$to"
        done <tests/foreign/tools.txt
        cp tests/foreign/age.mjs "$scratch/node/"
    fi
    node "$scratch/node/age.mjs" "$@"
}

make_authority() { # make_authority NAME ec|rsa: of openssl's own, in $scratch/tsa/NAME
    tsa_make "$scratch/tsa/$1" "$2" &&
        "$cairn" -C "$case" log tsa add "$1" --roots "$scratch/tsa/$1/root.pem" >/dev/null 2>&1
}
stamped_by() { # stamped_by NAME OUT: has the log stamped; OUT.tsr, OUT.checkpoint, OUT.roots.pem
    local q
    q=$(mktemp -u "$scratch/query.XXXXXX")
    "$cairn" -C "$case" log stamp --tsa "$1" --again --request "$q" >/dev/null 2>&1 &&
        tsa_reply "$scratch/tsa/$1" "$q" "$q.tsr" &&
        "$cairn" -C "$case" log stamp --tsa "$1" --response "$q.tsr" --over "$q.checkpoint" >/dev/null 2>&1 &&
        "$cairn" -C "$case" stamps --out "$2" >/dev/null 2>&1
}
ts_verify() { openssl ts -verify -in "$1.tsr" -data "$1.checkpoint" -CAfile "$1.roots.pem"; }
