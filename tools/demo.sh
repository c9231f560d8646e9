#!/bin/bash
# The main job on the sample reports, by the command line alone: tools/demo.sh FOLDER
# Makes FOLDER/case, FOLDER/case.key, FOLDER/draft, FOLDER/site and FOLDER/figure.receipt afresh. ./demo builds first.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: tools/demo.sh FOLDER}
mkdir -p "$out"
out=$(realpath "$out")
cairn=$(realpath "${B:-build}/cairn")
case=$out/case
export CAIRN_KEY_FILE=$out/case.key CAIRN_USER="${CAIRN_USER:-demo}"
rm -rf "$case" "$CAIRN_KEY_FILE" "$out"/{draft,site,log.txt,decisions.csv,figure.receipt}
begin=$(date +%s%N)

step() { printf '\n%s\n' "$*"; }
quietly() { # quietly COMMAND…: its output goes to log.txt, and to the screen when it fails
    printf '$ %s\n' "$*" >>"$out/log.txt"
    if ! "$@" >"$out/last" 2>&1; then
        cat "$out/last" >&2
        echo "demo: failed: $*" >&2
        exit 1
    fi
    cat "$out/last" >>"$out/log.txt"
}
c() { "$cairn" -C "$case" "$@"; }
. tools/samples.sh
count() { c "$@" --json | wc -l; }
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d'"' -f4; } # field NAME < one JSON line

step "1  A case: keys, an empty log, the first checkpoint"
quietly "$cairn" init "$case" --no-passphrase --name "Lisharan 2031 (invented)"

step "2  Registers: parties, publications, places; each statement with its source"
quietly samples_register
echo "   $(count parties) parties, $(count publications) publications, $(count places) places"

step "3  Reports in: sealed, then read, then compared"
quietly samples_add
c items
echo "   $(count items) items, $(count claims) claims, $(count incidents) incidents, $(count figures) figures"
echo "   nothing is reviewed yet"

step "4  What an unreviewed case publishes: a draft, marked on every page"
quietly c publish "$out/draft" --draft --outline samples/outline.geojson
echo "   $out/draft/index.html"

step "5  People decide (by samples/decisions.tsv; a reason each; nothing is overwritten)"
quietly samples_decide "$out/decisions.csv"
quietly c review --csv "$out/decisions.csv"
echo "   $(($(wc -l <"$out/decisions.csv") - 1)) decisions"

step "6  What a reviewed case publishes: only what people accepted"
quietly c publish "$out/site" --outline samples/outline.geojson
pages() { find "$out/$1/incidents" -name '*.html' | wc -l; }
echo "   $(pages site) incidents in the site, $(pages draft) in the draft"
c figures | head -n 12

step "7  Where does a number come from?"
figure=$(c figures --json | grep '"what":"bodies"' | grep '"min":21' | field id) || true
[ -n "$figure" ] || figure=$(c figures --json | field id)
c trace "$figure"
quietly c receipt "$figure" -o "$out/figure.receipt"
echo
mkdir -p "$out/empty"
(cd "$out/empty" && env -u CAIRN_KEY_FILE "$cairn" verify ../figure.receipt)
rmdir "$out/empty"

step "8  The whole case, checked"
c verify --deep
c rebuild --check
rm -f "$out/last"

cat <<T

Done in $((($(date +%s%N) - begin) / 1000000)) ms. Nothing alleged is printed as fact: open and see.

   $out/site/index.html     what people reviewed
   $out/draft/index.html    everything the program read, marked as a draft
   $out/figure.receipt      a file anyone can check: cairn verify figure.receipt
   $out/log.txt             every command of this demo

Try next:
   export CAIRN_KEY_FILE=$CAIRN_KEY_FILE
   ${cairn#"$PWD"/} -C $case claims
   ${cairn#"$PWD"/} -C $case search Saltgate
   ${cairn#"$PWD"/} help review
   docs/tour.md
T
