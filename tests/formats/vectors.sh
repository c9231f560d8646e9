#!/bin/bash
# docs/formats/vectors: does our code make exactly these, and does a reader that was written from docs/formats alone,
# without a line of our code, compute the same?
#   UPDATE_GOLDEN=1 tests/formats/vectors.sh     writes them anew: every change of them is a change of a format
. "$(dirname "$0")/../lib.sh"
vectors=docs/formats/vectors
mkdir "$scratch/made"
ok "make" "$B/tests/formats/make" "$scratch/made"
if [ -n "${UPDATE_GOLDEN:-}" ]; then
    rm -rf "$vectors"
    cp -r "$scratch/made" "$vectors"
fi
for f in "$scratch"/made/*.json; do ok "our code makes ${f##*/}" cmp "$f" "$vectors/${f##*/}"; done
same "no file more, none less" "$(ls "$scratch/made")" "$(ls "$vectors")"

# Each says which page and paragraphs it tests.
for f in "$vectors"/*.json; do
    page=docs/formats/$(sed -n 's/^  "page": "\(.*\)",$/\1/p' "$f")
    while read -r heading; do
        if grep -qxF "## $heading" "$page"; then pass; else flunk "${f##*/}: no \"$heading\" in $page"; fi
    done < <(sed -n 's/^  "paragraph": "\(.*\)",$/\1/p' "$f" | tr ';' '\n' | sed 's/^ //')
done

node=$(command -v node) || { flunk "node is missing: tools/install.sh browser"; finish; }
out=$("$node" tests/formats/independent.mjs "$vectors" 2>&1)
rc=$?
same "the other reader: status" $rc 0
holds "the other reader" "$out" " passed, 0 failed"
tail -n 1 <<<"$out" | sed 's/^/the other reader: /'
# It must be able to say no: one letter of a hash, a signature or a text changed, anywhere.
for f in "$vectors"/*.json; do
    mkdir -p "$scratch/bad"
    rm -f "$scratch/bad"/*
    cp "$f" "$scratch/bad/"
    names='root|message|signature|plain_sha256|receipt|log_public|entry'
    line=$(grep -nE "\"($names)\": \"" "$f" | sed -n '2p;1p' | tail -n 1)
    at=${line%%:*}
    sed -i "${at}s/[A-Za-z0-9]\\(\"[^\"]*\\)\$/_\\1/; ${at}s/_\\(\"\\)/Q\\1/" "$scratch/bad/${f##*/}"
    cmp -s "$f" "$scratch/bad/${f##*/}" && flunk "${f##*/} was not changed"
    if "$node" tests/formats/independent.mjs "$scratch/bad" >/dev/null 2>&1; then
        flunk "a changed ${f##*/} passes"
    else
        pass
    fi
done

# A person's signature, by OpenSSH itself.
"$node" -e '
const c = JSON.parse(require("fs").readFileSync(process.argv[1])).cases[0];
const w = require("fs").writeFileSync, d = process.argv[2];
w(d + "/allowed", "somebody " + c.key + "\n"); w(d + "/signed", c.signed); w(d + "/sig", c.signature);' \
    "$vectors/signature.json" "$scratch" || flunk "taking the signature out"
sign() { ssh-keygen -Y verify -n act@cairn -f "$scratch/allowed" -I somebody -s "$scratch/sig" <"$1"; }
ok "ssh-keygen accepts it" sign "$scratch/signed"
tr 'h' 'H' <"$scratch/signed" >"$scratch/other"
if sign "$scratch/other" >/dev/null 2>&1; then flunk "ssh-keygen accepts another text"; else pass; fi

# The packs of the vectors, by age and tar.
"$node" -e '
const f = require("fs"), d = process.argv[2];
JSON.parse(f.readFileSync(process.argv[1])).cases.filter((c) => c.pack).forEach((c, i) => {
    f.writeFileSync(`${d}/${i}.age`, Buffer.concat([Buffer.from(c.head, "base64"), Buffer.from(c.pack, "base64")]));
    f.writeFileSync(`${d}/id`, c.identity + "\n");
});' "$vectors/pack.json" "$scratch" || flunk "taking the packs out"
opened() { age -d -i "$scratch/id" "$1" | tar tf - >/dev/null; }
for f in "$scratch"/*.age; do ok "age and tar open ${f##*/}" opened "$f"; done
finish
