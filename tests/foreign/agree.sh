#!/bin/bash
# Other people's programs read what cairn wrote, and cairn reads what they wrote.
. "$(dirname "$0")/../lib.sh"
. tests/foreign/lib.sh
make_world

# Go's tlog and note (Debian golang-golang-x-mod-dev): the whole log, tile by tile, entry by entry.
if have go; then
    ok "Go builds the walker" build_walk
    same "Go walks the log" "$("$scratch/walk" "$case/log" "$vkey" 2>&1)" \
        "$("$cairn" -C "$case" log --json | wc -l) entries"
    same "Go: it extends the older one" "$("$scratch/walk" "$case/log" "$vkey" "$old/log/checkpoint" 2>&1)" \
        "$("$cairn" -C "$case" log --json | wc -l) entries"
    testlog=$root/../shared/vectors/tlog-tiles-testlog
    if [ -d "$testlog" ]; then
        same "Go walks the log of another hand" "$("$scratch/walk" "$testlog" "$(cat "$testlog/VKEY")" 2>&1)" \
            "15 entries"
    fi
fi

# Sigsum (Debian backports): every entry that a receipt opens.
claim=$("$cairn" -C "$case" claims --json | grep -o '"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f4)
ok "a receipt" "$cairn" -C "$case" receipt "$claim" -o "$scratch/claim.receipt"
ok "its proofs as files" "$cairn" verify "$scratch/claim.receipt" --extract "$scratch/proofs"
if have sigsum-verify; then
    n=0
    for proof in "$scratch"/proofs/*.sigsum-proof; do
        n=$((n + 1))
        ok "sigsum-verify $(basename "$proof")" sigsum-verify -k "$scratch/proofs/log.pub" \
            -p "$scratch/proofs/policy" "$proof" \
            <"${proof%.sigsum-proof}.message"
    done
    [ "$n" -ge 2 ] && pass || flunk "a receipt opens at least two entries"
fi

# age of two other hands opens every pack; tar and sha256sum read what is in it.
packs=0
while read -r head; do
    packs=$((packs + 1))
    cat "$head" "${head%.head}.pack" >"$scratch/pack.age"
    ok "age opens $(basename "$head" .head)" age -d -i "$CAIRN_KEY_FILE" -o "$scratch/pack.tar" "$scratch/pack.age"
    rm -rf "$scratch/unpacked"
    mkdir "$scratch/unpacked"
    ok "tar unpacks it" tar -C "$scratch/unpacked" -xf "$scratch/pack.tar"
    for sums in "$scratch"/unpacked/*/SHA256SUMS; do
        [ -e "$sums" ] || continue
        ok "sha256sum -c" bash -c "cd '$(dirname "$sums")' && sha256sum --strict --quiet -c SHA256SUMS"
    done
    if have node >/dev/null; then
        ok "npm age-encryption opens it" node_age open "$CAIRN_KEY_FILE" "$scratch/pack.age" "$scratch/pack2.tar"
        ok "to the same bytes" cmp "$scratch/pack.tar" "$scratch/pack2.tar"
    fi
done < <(find "$case/vault" -name '*.head' | sort)
[ $packs -ge 4 ] && pass || flunk "there are $packs packs"

# The exported log, as a static web server would have it, is the same log.
ok "the log is exported" "$cairn" -C "$case" log export "$scratch/web"
if have go; then
    same "Go walks the exported log" "$("$scratch/walk" "$scratch/web" "$vkey" 2>&1)" \
        "$("$cairn" -C "$case" log --json | wc -l) entries"
fi

# Time stamps by two authorities of openssl's, kept in the case, checked by openssl and (RSA) by python3-rfc3161ng.
for kind in ec rsa; do
    ok "an authority, $kind" make_authority $kind $kind
    ok "its stamp is taken" stamped_by $kind "$scratch/kept-$kind"
    ok "openssl ts -verify" ts_verify "$scratch/kept-$kind"
    ok "cairn-verify agrees" "$B/cairn-verify" --key "$vkey" --roots "$scratch/kept-$kind.roots.pem" \
        "$scratch/kept-$kind.tsr" "$scratch/kept-$kind.checkpoint"
done
cp "$scratch/kept-rsa.tsr" "$scratch/wrong.tsr"
cp "$scratch/kept-rsa.roots.pem" "$scratch/wrong.roots.pem"
"$cairn" -C "$case" log checkpoint >"$scratch/wrong.checkpoint"
ts_verify "$scratch/wrong" >/dev/null 2>&1 && flunk "openssl accepts a stamp over another checkpoint" || pass
if /usr/bin/python3 -c 'import rfc3161ng' 2>/dev/null; then
    ok "rfc3161ng checks the RSA stamp" /usr/bin/python3 - "$scratch/kept-rsa" "$scratch/tsa/rsa/tsa.pem" <<'P'
import sys, rfc3161ng
from pyasn1.codec.der import decoder
answer, _ = decoder.decode(open(sys.argv[1] + ".tsr", "rb").read(), asn1Spec=rfc3161ng.TimeStampResp())
data = open(sys.argv[1] + ".checkpoint", "rb").read()
cert = open(sys.argv[2], "rb").read()
assert rfc3161ng.check_timestamp(answer.time_stamp_token, certificate=cert, data=data, hashname="sha256")
P
else
    echo "skipped: python3-rfc3161ng is not here"
fi
ok "the case with its stamps verifies" "$cairn" -C "$case" verify --deep

# A pack sealed by age is a pack: sealed again by it, the case still verifies.
cp -a "$case" "$scratch/resealed"
tamper_unseal "$scratch/resealed" 1 >"$scratch/plain.tar"
ok "age seals a pack" tamper_reseal "$scratch/resealed" 1 "$scratch/plain.tar"
ok "cairn reads it" "$cairn" -C "$scratch/resealed" verify --deep

# A key file that age-encryption put under a passphrase, or in armor, opens the case.
if have node; then
    echo 'quiet blue stones' >"$scratch/words"
    ok "npm age-encryption takes a passphrase" node_age passphrase "$scratch/words" "$CAIRN_KEY_FILE" \
        "$scratch/locked.key"
    ok "cairn opens that key file" "$cairn" -C "$case" --key-file "$scratch/locked.key" \
        --passphrase-file "$scratch/words" items
fi
finish
