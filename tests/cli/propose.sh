#!/bin/bash
# Claims proposed from outside, from the command line to the figure: verdicts, a person's accept and undo, receipts, the
# desk's "why", the draft site.
. "$(dirname "$0")/../lib.sh"
case=$scratch/case
c() { "$cairn" -C "$case" "$@"; }
new_case "$case"
cat >"$scratch/report.txt" <<'T'
MARAT, 10 March 2031 - Interior ministry officials said on Monday that fighters had killed 14 people in Marat last week.

Twelve miners who tried to stop the looters were beaten to death in Dorvan. On 1 March, 34 patients were evacuated from
Dorvan to hospitals in Kalen.
T
ok "a report" c add "$scratch/report.txt" --publication "Marat Courier" --published 2031-03-10 --lang fr
ok "whose language was given wrongly, so that nothing was read" c item set report.txt --lang en
doc=sha256:$(sha256sum <"$scratch/report.txt" | cut -d' ' -f1)

span() { # span WORDS: [start,end,"words"] of the first time that they stand there
    local before
    before=$(grep -abo -m1 -F -- "$1" "$scratch/report.txt" | head -n 1 | cut -d: -f1)
    printf '[%d,%d,"%s"]' "$before" $((before + ${#1})) "$1"
}
line() { # line KIND TRIGGER NUMBER WHAT N [MORE]
    printf '{"v":1,"doc":"%s","kind":"%s","trigger":%s,"said":{"chain":[{"publication":""}],"act":"states"},' \
        "$doc" "$1" "$(span "$2")"
    printf '"counts":[{"span":%s,"what":"%s","min":%s,"max":%s}],"polarity":"positive","modality":"asserted",' \
        "$(span "$3")" "$4" "$5" "$5"
    printf '"by":{"proposer":"coder-2"}%s}\n' "${6:-}"
}
verdicts() { grep -o '"verdict":"[a-z]*"' | cut -d'"' -f4 | tr '\n' ' '; }
id() { grep -o '"claim":"c-[0-9a-f]*"' | cut -d'"' -f4 | sed -n "${1}p"; }

{
    line medical_evacuation evacuated "34 patients" evacuated 34
    line killing "beaten to death" "Twelve miners" killed 12
    line evacuation evacuated "34 patients" evacuated 340
    line airstrike evacuated "34 patients" killed 34
    line killing killed "14 people" killed 14
    line evacuation evacuated "34 patients" evacuated 34 ',"note":"believe me"'
} >"$scratch/p.ndjson"
before=$(c figures --json)
same "a preview" "$(c propose "$scratch/p.ndjson" --preview --json 2>/dev/null | verdicts)" \
    "entered held refused refused refused refused "
same "changes nothing" "$(c figures --json)" "$before"
c propose "$scratch/p.ndjson" --json >"$scratch/rows" 2>/dev/null
same "verdicts" "$(verdicts <"$scratch/rows")" "entered held refused refused refused refused "
entered=$(id 1 <"$scratch/rows") held=$(id 2 <"$scratch/rows")
holds "the number says why" "$(sed -n 3p "$scratch/rows")" "the words do not give this number"
holds "the speaker says why" "$(sed -n 5p "$scratch/rows")" "somebody is quoted for these words"
holds "what is verified is counted" "$(c figures --json)" "$entered"
lacks "what is held is not" "$(c figures --json)" "$held"
lacks "and has no incident" "$(c show "$held" --json)" '"incident"'
same "again" "$(c propose "$scratch/p.ndjson" --json 2>/dev/null | verdicts)" \
    "known known refused refused refused refused "
ok "tables as the log says" c rebuild --check

holds "show says who proposed" "$(c show "$entered" --json)" '"proposer":"coder-2"'
why=$(c claim why "$entered" --json)
holds "why names the proposer" "$why" '"proposer":"coder-2"'
holds "and the rules" "$why" '"counts: reader"'
holds "show --why too" "$(c show "$entered" --why --json 2>/dev/null)" '"counts: reader"'

ok "a person accepts" c review "$held" accept --reason "it stands there"
holds "then it is counted" "$(c figures --json)" "$held"
ok "and takes it back" c review "$held" undo --reason "not yet"
lacks "then it is not" "$(c figures --json)" "$held"
ok "a draft" c publish "$scratch/site" --draft
if grep -rqF "${held:0:14}" "$scratch/site"; then flunk "what waits stands in a draft"; else pass; fi
if grep -rq "proposed from outside by coder-2" "$scratch/site"; then pass; else flunk "the site names no proposer"; fi
ok "a receipt" c receipt "$entered" --out "$scratch/receipt.json"
ok "is checked" "$cairn" verify "$scratch/receipt.json"
ok "a later reading" c read --all
same "leaves them" "$(c propose "$scratch/p.ndjson" --json 2>/dev/null | verdicts)" \
    "known known refused refused refused refused "
ok "all of it sound" c verify --deep
ok "tables as the log says" c rebuild --check
printf 'nonsense\n' >"$scratch/bad"
same "nonsense" "$(c propose "$scratch/bad" --json 2>/dev/null | verdicts)" "refused "
fails_with 3 "no file" "none.ndjson" c propose "$scratch/none.ndjson"
finish
