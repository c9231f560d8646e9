#!/bin/bash
# A recorder with the keyboard alone, from file to all claims reviewed: with machine proposals (at most 10 minutes by
# the keystroke-level model), wholly by hand (20), and by hand in the Arabic interface with an Arabic report (20).
# The figures stand in bench/KEYSTROKES.md; --reset writes them.
. "$(dirname "$0")/desk.sh"
. tools/samples.sh
export REPORT_EN=$root/samples/reports/vpa-lisharan.txt REPORT_AR=$root/samples/practice/lisharan-ar.txt
export FIGURES=$scratch/figures
for WAY in ${WAYS:-machine hand arabic}; do
    export WAY
    case=$scratch/$WAY
    export CASE=$case
    new_case "$case"
    c() { "$cairn" -C "$case" "$@"; }
    samples_register >"$scratch/out" 2>&1 || flunk "registers of the samples" "$(tail -n 5 "$scratch/out")"
    run_node recorder.mjs
done
node - "$FIGURES" >"$scratch/KEYSTROKES.md" <<'N'
const rows = require('fs').readFileSync(process.argv[2], 'utf8').trim().split('\n').map((l) => JSON.parse(l));
const WAYS = {
    machine: 'English, with machine proposals',
    hand: 'English, wholly by hand',
    arabic: 'Arabic report and interface, by hand',
};
console.log(`# Key presses of a recorder

From the file of a report with the eight kinds of statement to all its claims reviewed, with the keyboard alone, in
Debian's Chromium.
\`tests/desk/recorder.sh\` plays it and fails above the bars; \`--reset\` writes this page. Time by the keystroke-level
model (Card, Moran and Newell 1980): 0.28 s a key, 1.35 s a decision. It does not hold the reading of the report itself.

| way | claims | keys | decisions | minutes | bar |
|---|---|---|---|---|---|`);
for (const r of rows)
    console.log('| ' + [WAYS[r.way], r.claims, r.keys, r.decisions, r.minutes, r.most].join(' | ') + ' |');
N
if [ "${1:-}" = --reset ]; then cp "$scratch/KEYSTROKES.md" bench/KEYSTROKES.md; fi
same "bench/KEYSTROKES.md holds these figures (recorder.sh --reset)" \
    "$(cat bench/KEYSTROKES.md 2>/dev/null)" "$(cat "$scratch/KEYSTROKES.md")"
finish
