#!/bin/bash
# The sites of the demo, published and draft, opened in Chromium at 320 and 1280 px. Screenshots:
# build/browser/{site,draft}/
. "$(dirname "$0")/../lib.sh"
if ! command -v chromium >/dev/null; then
    echo "skipped: no Chromium (tools/install.sh browser)"
    flunk "Chromium is not there"
    finish
fi
ok "demo" tools/demo.sh "$scratch/demo"
for site in site draft; do
    shots=$B/browser/$site
    rm -rf "$shots"
    mkdir -p "$shots"
    out=$("$B/tests/browser/browser" "$shots" "file://$scratch/demo/$site/index.html" "${PAGES:-40}" 2>/dev/null)
    rc=$?
    rm -rf "$shots/profile"
    if [ $rc -eq 0 ]; then pass; else flunk "$site in Chromium: status $rc" "$out"; fi
    holds "$site has pages" "$out" "looked at"
done
finish
