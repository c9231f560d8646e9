#!/bin/bash
# Custody with real keys: an item from its receipt through hands that sign, gaps that are named, signatures that
# ssh-keygen checks too, a certificate.
. "$(dirname "$0")/../lib.sh"
command -v ssh-keygen >/dev/null || { echo "ssh-keygen is needed (openssh-client)"; exit 1; }

cd "$scratch" || exit 1
case=$scratch/case
c() { "$cairn" -C "$case" "$@"; }
as() { local who=$1; shift; "$cairn" -C "$case" --as "$who" "$@"; }
does() { local out; if out=$("$@" 2>&1); then pass; else flunk "$* : status $?" "$out"; fi; }
ends() {
    local want=$1 out rc
    shift
    out=$("$@" 2>&1)
    rc=$?
    if [ $rc -eq "$want" ]; then pass; else flunk "$* : status $rc, not $want" "$out"; fi
}
says() {
    local want=$1 out
    shift
    out=$("$@" 2>&1)
    if grep -qF -- "$want" <<<"$out"; then pass; else flunk "$* does not say: $want" "$out"; fi
}

for k in mara:ed25519 tamir:ecdsa ilin:rsa; do ssh-keygen -q -t ${k#*:} -N '' -C "${k%:*}" -f "${k%:*}"; done
mkdir -p in/deep
echo 'Officials found 14 bodies in Marat.' >in/a.txt
echo 'A second report from Pelsun.' >in/deep/b.txt
printf 'HTTP/1.1 200 OK\r\nDate: Mon, 10 Mar 2031 08:00:00 GMT\r\n\r\n' >headers
does "$cairn" --as Mara init "$case" --no-passphrase
does as Mara seal in --from "a resident" --headers headers --captured-by "a resident, with a telephone" \
    --captured-at 2031-03-10 --sha512 --clock-ahead 2

# the manifest
says '"step":"received"' as Mara --json show a.txt --custody
says '"transport":"file"' as Mara --json show a.txt --custody
says '"to":"Mara"' as Mara --json show a.txt --custody
says "$(sha512sum <in/a.txt | cut -d' ' -f1)" as Mara --json show a.txt --manifest
says "$(sha256sum <"$cairn" | cut -d' ' -f1)" as Mara --json show a.txt --manifest
says '"path":"deep/b.txt"' as Mara --json show b.txt --manifest
says 'HTTP/1.1 200 OK' as Mara --json show b.txt --manifest
says '"ahead_s":2' as Mara --json show b.txt --manifest


# copies made from it: parent, transform, hash
does as Mara read --all
sum=$(sha256sum <in/a.txt | cut -d' ' -f1)
says "\"parent_sha256\":\"$sum\"" as Mara --json show a.txt --manifest
says '"transform":{"name":"text","parameters":{"form":"plain"},"version":"text/1"}' as Mara --json show a.txt --manifest

# no signers yet: recorded, and said to be unsigned
says 'without a signature' as Mara custody add a.txt --act accessed
says '"signature":"unsigned"' as Mara --json show a.txt --custody

# keys, and the way from hand to hand
for k in Mara:mara Tamir:tamir Ilin:ilin; do
    does as Mara signer add "${k%:*}" --key "${k#*:}.pub" --reason "handed over in person"
done
ends 2 as Mara custody add a.txt --act transferred --from Mara --to Tamir
does as Mara custody add a.txt b.txt --act transferred --from Mara --to Tamir --place Orlan --sign-with mara
does as Tamir custody add a.txt --act copied --to "the court" --sign-with tamir
does as Ilin custody add b.txt --act verified --sign-with ilin
ends 4 as Tamir custody add a.txt --act accessed --sign-with ilin
ends 4 as Stranger custody add a.txt --act accessed --sign-with mara
does c custody check
says '"to":"Tamir"' c --json show a.txt --custody
says '"signature":"signed"' c --json show a.txt --custody

# what is shown can be checked with the real tool alone
as Mara --json show b.txt --custody | grep '"step":"transferred"' >row
field() { sed 's/.*"'"$1"'":"\(\([^"\\]\|\\.\)*\)".*/\1/' row | sed 's/\\n/\n/g; s/\\"/"/g; s/\\\\/\\/g'; }
field signed_text | head -c -1 >shown
field signature_text >shown.sig
echo "Mara $(cat mara.pub)" >allowed
does ssh-keygen -Y verify -q -n act@cairn -f allowed -I Mara -s shown.sig <shown
sed -i 's/Tamir/Ilin!/' shown
ends 255 ssh-keygen -Y verify -q -n act@cairn -f allowed -I Mara -s shown.sig <shown

# made elsewhere: printed, signed by the real tool, brought back; the same text counts once
as Tamir custody add a.txt --act archived --from Tamir --to "the archive" --to-sign >act.txt 2>/dev/null
ssh-keygen -Y sign -q -n act@cairn -f tamir act.txt 2>/dev/null
echo "Tamir $(cat tamir.pub)" >allowed
does ssh-keygen -Y verify -q -n act@cairn -f allowed -I Tamir -s act.txt.sig <act.txt
ends 6 as Tamir custody add a.txt --act archived --from Tamir --to "another" --signature act.txt.sig --signed act.txt
does as Tamir custody add a.txt --act archived --from Tamir --to "the archive" --signature act.txt.sig --signed act.txt
ends 5 as Tamir custody add a.txt --act archived --from Tamir --to "the archive" \
    --signature act.txt.sig --signed act.txt
does c custody check
does c verify --deep

# a key in the agent, named by its public half
eval "$(ssh-agent -s)" >/dev/null
ssh-add -q mara
mv mara mara.away
does as Mara custody add b.txt --act accessed --sign-with mara.pub
kill "$SSH_AGENT_PID"
mv mara.away mara

# gaps
says 'GAP' as Mara custody add a.txt --act transferred --from Mara --to Ilin --sign-with mara
ends 1 c custody check
says 'the archive held it' c custody check
ends 0 c custody check b.txt
does as Mara custody add b.txt --act accessed --at 2020-01-01 --sign-with mara
says 'happened before' c custody check b.txt
ends 2 as Mara custody add b.txt --act accessed --at 2999-01-01 --sign-with mara
does as Mara seal headers
does as Mara custody add headers --act destroyed --sign-with mara
does as Mara custody add headers --act copied --to Tamir --sign-with mara
says 'destroyed before' c custody check headers

# a lost key signs no more; what it signed stands
does as Mara signer close Ilin --reason "the token was lost" --sign-with mara
ends 4 as Ilin custody add b.txt --act accessed --sign-with ilin
says '"state":"closed"' c --json signers

# taking out needs two persons: who asked, and another whose key approves
echo 'quiet blue stones' >words
for who in Mara:custodian Tamir:reader Ilin:editor; do
    does as Mara account add "${who%:*}" --roles "${who#*:}" --new-file words
done
ask() { as "$1" --json export request --purpose court --recipients registrar receipt a.txt 2>/dev/null |
    grep -o 'x-[0-9a-f]*'; }
asked=$(ask Tamir)
ends 2 as Mara export approve "$asked"
ends 4 as Mara export approve "$asked" --sign-with tamir
ends 4 as Ilin export approve "$asked" --sign-with ilin
ends 4 as Tamir export get "$asked" -o a.receipt
does as Mara export approve "$asked" --sign-with mara
does as Tamir export get "$asked" -o a.receipt
own=$(ask Mara)
ends 4 as Mara export approve "$own" --sign-with mara

# the certificate of one item, from the record
does c certificate a.txt --by "Mara Soro" --title "custodian of records" -o a.html
does c certificate a.txt --by "Mara Soro" --title "custodian of records" --format text -o a.certificate
says "$(sha256sum <in/a.txt | cut -d' ' -f1)" cat a.certificate
says "$(ssh-keygen -lf mara.pub | cut -d' ' -f2)" cat a.certificate
says 'GAP: ' cat a.certificate
does c verify --deep
does c rebuild --check
finish
