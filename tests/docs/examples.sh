#!/bin/bash
# Every command shown in the documentation and in the operations' help runs.
#   Pages: each ```sh block, page by page, in an empty folder that has samples/ beside it.
#   Help: the examples between .EX and .EE of the man page, each in a copy of a case made for them.
. "$(dirname "$0")/../lib.sh"
mkdir "$scratch/bin"
# `cairn serve` runs until it is stopped: here for as long as it takes to print its link, and without a browser.
cat >"$scratch/bin/cairn" <<S
#!/bin/bash
case " \$* " in
*" help "* | *" --help "*) ;;
*" serve "*)
    said=\$(mktemp -p "$scratch")
    "$cairn" "\$@" --no-browser >"\$said" 2>&1 &
    for _ in {1..100}; do
        grep -q "http://127.0.0.1:" "\$said" && break
        kill -0 \$! 2>/dev/null || break
        sleep 0.1
    done
    kill -TERM \$! 2>/dev/null
    wait \$!
    cat "\$said" >&2
    exec grep -q "http://127.0.0.1:" "\$said"
    ;;
esac
exec "$cairn" "\$@"
S
chmod +x "$scratch/bin/cairn"
export PATH=$scratch/bin:$PATH
unset CAIRN_KEY_FILE

for page in README.md docs/*.md; do
    blocks=$(awk '/^```sh$/ {on = 1; next} /^```/ {on = 0} on' "$page")
    [ -n "$blocks" ] || continue
    folder=$scratch/$(basename "$page" .md)
    mkdir "$folder"
    ln -s "$root/samples" "$folder/samples"
    out=$(cd "$folder" && bash -euo pipefail -c "$blocks" 2>&1 </dev/null)
    rc=$?
    if [ $rc -eq 0 ]; then pass; else flunk "$page: status $rc" "$(tail -n 6 <<<"$out")"; fi
done

# The world that the help's examples speak of.
world=$scratch/world
mkdir -p "$world/inbox"
cd "$world" || exit 1
cat >report.txt <<'T'
MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat,
of people whom fighters shot last week.
A resident said that neighbours had found 14 bodies, three of them children.
T
printf 'no picture that anything reads' >photo.png
echo 'قال شهود إن جثثا وجدت في مارات.' >arabic.txt
echo 'قالت الورقة إن جثثا وجدت.' >typed.txt
echo 'Witnesses said that bodies were found in Marat.' >working.txt
cp report.txt inbox/second.txt
echo 'A resident said that three houses burned in Marat.' >>inbox/second.txt
cp "$root"/samples/places.csv places.csv
cat >witnesses.policy <<'T'
witness one witness.example/one+56dd39ef+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea
quorum one
T
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=root -keyout roots.key \
    -out roots.pem 2>/dev/null
printf 'No,Name,Age\n1,Ilin Soro,34\n2,Dara Orlan,131\n' >missing.csv
export CAIRN_KEY_FILE=$world/case.key
{
    cairn init case --no-passphrase
    cairn -C case party add "River Guard" --source "its own statement"
    cairn -C case party add "Hill Front" --source "its own statement"
    cairn -C case publication add "Marat Courier" --source "imprint"
    echo 'The army said on Monday that a bomb exploded in Pelsun, killing five people.' >other.txt
    cairn -C case add other.txt
    cairn -C case add report.txt --published 2031-03-10 --publication "Marat Courier"
    echo 'quiet blue stones' >words.txt
    cairn -C case seal photo.png arabic.txt
    cairn -C case search save "new bodies" bodies
    cairn -C case account add Mara --roles custodian --new-file words.txt
    cairn -C case account add Tamir --roles reader --new-file words.txt
    cairn -C case group add families
    age-keygen -o mara.id
    cairn -C case --as Mara key add "$(age-keygen -y mara.id)" --name "Mara Ilin" --reason "first custodian"
    cairn -C case log policy set witnesses.policy --reason "for the examples"
    for who in mara tamir; do ssh-keygen -q -t ed25519 -N '' -C $who -f $who; done
} >/dev/null 2>&1 || flunk "the world of the examples"
printf '{"v":1,"doc":"sha256:%s","kind":"killing","trigger":[56,63,"killing"],"said":{"chain":[{"who":[0,8,"The army"]},
{"publication":""}],"act":"states"},"counts":[{"span":[64,75,"five people"],"what":"killed","min":5,"max":5}],
"polarity":"positive","modality":"asserted","by":{"proposer":"coder-2"}}' "$(sha256sum <other.txt | cut -d' ' -f1)" |
    tr -d '\n' >proposals.ndjson
claim=$(cairn -C case claims --json | grep -o '"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f4)
mapfile -t codes < <(cairn -C case incidents --json | grep -o '"code":"[^"]*"' | cut -d'"' -f4)
incident=$(cairn -C case show "$claim" --json | grep -o '"incident":"[^"]*"' | head -n 1 | cut -d'"' -f4)
second=$(printf '%s\n' "${codes[@]}" | grep -vx "$incident" | head -n 1)
figure=$(cairn -C case figures --json | grep -o '"id":"f-[^"]*"' | head -n 1 | cut -d'"' -f4)
cairn -C case claims --csv >decisions.csv
{
    cairn -C case list import --file missing.csv --list "Missing, Marat"
    cairn -C case site add "North field" --type grave
    cairn -C case remains add NF-14 --site "North field" --what body --holder "the mortuary"
} >/dev/null 2>&1 || flunk "the list, site and remains of the examples"
mapfile -t persons < <(cairn -C case persons --json | grep -o '"id":"n-[^"]*"' | cut -d'"' -f4)
cairn node init phone --case case/cairn.case >/dev/null 2>&1
cairn node seal phone report.txt >/dev/null 2>&1
cp -a case acked && cairn -C acked node take phone/captures/000001.age --ack phone.ack >/dev/null 2>&1
rm -rf acked
cp -a case shared && cp case.key shared.key &&
    cairn -C shared --key-file shared.key recovery split --out sheets >/dev/null 2>&1
cairn -C case receipt "$figure" -o figure.receipt >/dev/null 2>&1
cairn -C case bag export report.txt --out report-bag >/dev/null 2>&1
cairn -C case backup kept >/dev/null 2>&1

ask() { cairn -C case --as Tamir --json export request --purpose court --recipients registrar "$@" 2>/dev/null |
    grep -o '"id":"x-[^"]*"' | cut -d'"' -f4; }
asked=$(ask receipt "$figure")
approved=$(ask receipt "$figure")
cairn -C case export approve "$approved" >/dev/null 2>&1

two_signers() {
    cairn -C "$scratch/try/case" signer add Sarin --key "$scratch/try/mara.pub" --reason "seen" >/dev/null 2>&1
    cairn -C "$scratch/try/case" signer add Omar --key "$scratch/try/tamir.pub" --reason "seen" >/dev/null 2>&1
}
sarin_asks() {
    cairn -C "$scratch/try/case" --as Sarin --json erase request report.txt --basis "a law" --reason "asked" \
        --sign-with "$scratch/try/mara" 2>/dev/null | grep -o '"id":"e-[^"]*"' | cut -d'"' -f4
}

run_example() { # run_example LINE: ids of the help are replaced by ids of this case
    local line=$1 out rc
    line=$(sed -e "s/c-[0-9a-f]\{6,\}/$claim/g" -e "s/MRT-[0-9]\{4\}/FIRST/; s/MRT-[0-9]\{4\}/$second/" \
        -e "s/FIRST/$incident/" \
        -e "/export get/s/x-[0-9a-f]\{6,\}/$approved/" -e "s/x-0123456789ab/$asked/" \
        -e "s/n-1f00a4c2/${persons[0]}/; s/n-2e11b5d3/${persons[1]}/" \
        -e "s/f-[0-9a-f]\{6,\}/$figure/g" <<<"$line")
    rm -rf "$scratch/try"
    cp -a "$world" "$scratch/try"
    case $line in
    "cairn init "*) rm -rf "$scratch/try/case" "$scratch/try/case.key" ;;
    *" node init "*) rm -rf "$scratch/try/phone" ;;
    *" recovery join "*)
        rm -rf "$scratch/try/case" && mv "$scratch/try/shared" "$scratch/try/case" && mkdir "$scratch/try/shares"
        for i in 1 3; do mv "$scratch"/try/sheets/share-*-$i.txt "$scratch/try/shares/share-CASE-$i.txt"; done ;;
    *" publication add "* | *" party add "*) # what the world needs is there already
        line=${line//Marat Courier/Soro Courier}
        line=${line//Hill Front/Valley Front}
        ;;
    *" erase "*) # two persons without accounts; what is approved or refused was asked for
        two_signers
        [[ $line = *" request "* ]] || line=${line//e-0123456789abcdef/$(sarin_asks)}
        ;;
    *" hold release "*)
        cairn -C "$scratch/try/case" hold place report.txt --by "a court" --reason "12/2031" >/dev/null 2>&1
        ;;
    *" signer close "* | *" --sign-with "*)
        for who in Mara Tamir; do
            cairn -C "$scratch/try/case" signer add $who --key "$scratch/try/${who,}.pub" --reason "seen"
        done >/dev/null 2>&1
        ;;
    esac
    out=$(cd "$scratch/try" && CAIRN_KEY_FILE=$scratch/try/case.key timeout 60 bash -c "$line" 2>&1 </dev/null)
    rc=$?
    if [ $rc -le 1 ]; then pass; else flunk "help: $line: status $rc" "$(tail -n 4 <<<"$out")"; fi
}
n=0
while read -r line; do
    n=$((n + 1))
    run_example "$line"
done < <(cairn op-man | awk '/^\.EX/ {on = 1; next} /^\.EE/ {on = 0} on' | sed 's/\\-/-/g; s/\\e/\\/g; s/\\&//g')
if [ $n -ge 20 ]; then pass; else flunk "only $n examples in the help"; fi
cd "$root" || exit 1
finish
