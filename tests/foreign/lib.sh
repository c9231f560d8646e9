# What the tests with other people's programs share: a case with some entries, an older copy of it, its exported log
# and the programs. Source it after ../lib.sh.
. tests/tamper.sh
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

# A time authority of openssl's own: $scratch/tsa/NAME.*; EC P-256 or RSA-2048.
make_authority() { # make_authority NAME ec|rsa
    local at=$scratch/tsa key=(-newkey rsa:2048)
    mkdir -p "$at"
    [ "$2" = ec ] && key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
    echo 01 >"$at/$1.serial"
    printf '[a]\nserial = %s\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n' "$at/$1.serial" >"$at/$1.cnf"
    printf 'digests = sha256\naccuracy = secs:1\n' >>"$at/$1.cnf"
    printf 'ess_cert_id_chain = no\ness_cert_id_alg = sha256\n' >>"$at/$1.cnf"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$at/$1.root.key" -out "$at/$1.root.pem" -days 3650 \
        -subj "/CN=Root of $1" 2>/dev/null &&
        openssl req "${key[@]}" -nodes -keyout "$at/$1.key" -out "$at/$1.csr" -subj "/CN=Time of $1" 2>/dev/null &&
        openssl x509 -req -in "$at/$1.csr" -CA "$at/$1.root.pem" -CAkey "$at/$1.root.key" -days 3650 -set_serial 7 \
            -extfile <(echo extendedKeyUsage=critical,timeStamping) -out "$at/$1.pem" 2>/dev/null &&
        "$cairn" -C "$case" log tsa add "$1" --roots "$at/$1.root.pem" >/dev/null 2>&1
}
stamped_by() { # stamped_by NAME OUT: has the log stamped; OUT.tsr, OUT.checkpoint, OUT.roots.pem
    local at=$scratch/tsa q
    q=$(mktemp -u "$scratch/query.XXXXXX")
    "$cairn" -C "$case" log stamp --tsa "$1" --again --request "$q" >/dev/null 2>&1 &&
        openssl ts -reply -config "$at/$1.cnf" -section a -queryfile "$q" -signer "$at/$1.pem" \
            -inkey "$at/$1.key" -out "$q.tsr" 2>/dev/null &&
        "$cairn" -C "$case" log stamp --tsa "$1" --response "$q.tsr" --over "$q.checkpoint" >/dev/null 2>&1 &&
        "$cairn" -C "$case" stamps --out "$2" >/dev/null 2>&1
}
ts_verify() { openssl ts -verify -in "$1.tsr" -data "$1.checkpoint" -CAfile "$1.roots.pem"; }
