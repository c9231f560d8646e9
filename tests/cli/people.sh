#!/bin/bash
# People's part: accept, reject, correct, undo, claims by quoting words, merge and split, the spreadsheet round trip,
# search in three scripts. Nothing is overwritten, and reviews survive a new reading.
. "$(dirname "$0")/../lib.sh"
. tools/samples.sh
case=$scratch/case
c() { "$cairn" -C "$case" "$@"; }
new_case "$case"
{ samples_register && samples_add; } >"$scratch/out" 2>&1 || { flunk "samples" "$(tail -n 5 "$scratch/out")"; finish; }
claim() { c claims --all --json | grep -F "\"id\":\"$1\""; }
value() { grep -o "\"$1\":\"\{0,1\}[^\",}]*" | head -n 1 | sed 's/.*:"\{0,1\}//'; } # value KEY < one JSON line
mapfile -t ids < <(c claims --json | grep '"counts"' | grep -o '^{"v":1,"id":"c-[^"]*"' | cut -d'"' -f6)
if [ ${#ids[@]} -ge 6 ]; then pass; else flunk "only ${#ids[@]} claims with a count"; finish; fi

# Accept, reject, undo, correct.
same "a machine's claim is a machine's" "$(claim "${ids[0]}" | value status)" machine
fails_with 2 "a decision needs a reason" reason "$cairn" -C "$case" review "${ids[0]}" accept
fails_with 2 "a decision is one of the known" bless "$cairn" -C "$case" review "${ids[0]}" bless --reason x
fails_with 3 "a claim that is not there" c-0123456789 "$cairn" -C "$case" review c-0123456789abcdef accept --reason x
ok "accept" c review "${ids[0]}" accept --reason "words checked"
same "accepted" "$(claim "${ids[0]}" | value status)" accepted
ok "reject" c review "${ids[1]}" reject --reason "another event"
same "rejected" "$(claim "${ids[1]}" | value status)" withdrawn
lacks "a rejected claim is not listed" "$(c claims --json)" "\"id\":\"${ids[1]}\""
ok "undo" c review "${ids[1]}" undo --reason "it was the same event"
same "undone" "$(claim "${ids[1]}" | value status)" machine
before=$(claim "${ids[2]}" | value number)
ok "correct" c review "${ids[2]}" correct --count 20-23 --reason "the text says nearly two dozen"
holds "corrected" "$(claim "${ids[2]}")" '"min":20,"max":23'
lacks "the number was another before" "$before" "20–23"
holds "the old value stays in the record" "$(c show "${ids[2]}" --json)" "nearly two dozen"
fails_with 2 "a range upside down" "" "$cairn" -C "$case" review "${ids[2]}" correct --count 23-20 --reason x

# Two people.
ok "a second person accepts" c --as second review "${ids[0]}" accept --reason "read again"
same "two reviewers" "$(claim "${ids[0]}" | value reviewers)" 2
ok "the same person again" c --as second review "${ids[0]}" accept --reason "and again"
same "still two" "$(claim "${ids[0]}" | value reviewers)" 2

# A claim in a language that the reader does not know: cairn finds the bytes.
quote=$(sed -n 5p samples/reports/mirat-qarsan.txt)
ok "a claim by quoting Arabic" c claim add mirat-qarsan.txt --quote "$quote" --kind bodies_found --count 21 \
    --what bodies --who civilian
added=$(c claims --item mirat-qarsan.txt --json)
holds "its words are there" "$added" "جثث 21"
holds "its number is there" "$added" '"min":21,"max":21'
fails_with 3 "words that are not in the text" "" "$cairn" -C "$case" claim add mirat-qarsan.txt \
    --quote "five people" --kind killing

# The spreadsheet.
c claims --csv >"$scratch/table.csv" 2>/dev/null
awk -v id="${ids[3]}" -v RS='\r?\n' -v ORS='\r\n' \
    'index($0, id) {sub(/,,$/, ",accept,\"read, and compared\"")} {print}' "$scratch/table.csv" >"$scratch/filled.csv"
ok "the table is read back" c review --csv "$scratch/filled.csv"
same "one decision came through" "$(claim "${ids[3]}" | value status)" accepted
same "the others are as they were" "$(claim "${ids[4]}" | value status)" machine
printf 'id,act\nx,accept\n' >"$scratch/bad.csv"
fails_with 2 "a table without reasons" reason "$cairn" -C "$case" review --csv "$scratch/bad.csv"
printf 'id,act,reason\n%s,accept,ok\nc-00000000000000,accept,ok\n' "${ids[4]}" >"$scratch/half.csv"
fails_with 3 "a table with one wrong id" "" "$cairn" -C "$case" review --csv "$scratch/half.csv"
same "all or nothing" "$(claim "${ids[4]}" | value status)" machine

# Merge and split: codes are permanent.
mapfile -t codes < <(c incidents --json | grep -o '"code":"[^"]*"' | cut -d'"' -f4)
if [ ${#codes[@]} -ge 2 ]; then pass; else flunk "fewer than two incidents"; finish; fi
moved=$(c claims --incident "${codes[1]}" --json | grep -o '^{"v":1,"id":"c-[^"]*"' | cut -d'"' -f6 | sort)
ok "merge" c incident merge "${codes[0]}" "${codes[1]}" --reason "one event"
kept=$(c claims --incident "${codes[0]}" --json | grep -o '^{"v":1,"id":"c-[^"]*"' | cut -d'"' -f6 | sort)
same "the claims moved" "$(comm -12 <(echo "$moved") <(echo "$kept"))" "$moved"
stays=$(c show "${codes[0]}" --json | value id)
same "the old code leads on" "$(c show "${codes[1]}" --json | value merged_into)" "$stays"
# shellcheck disable=SC2086
ok "split" c incident split "${codes[0]}" $moved --reason "two events after all"
same "they left again" \
    "$(c claims --incident "${codes[0]}" --json | grep -o '^{"v":1,"id":"c-[^"]*"' | cut -d'"' -f6 | sort |
        comm -12 - <(echo "$moved"))" ""
fails_with 5 "an incident merged with itself" "" "$cairn" -C "$case" incident merge "${codes[0]}" "${codes[0]}" \
    --reason x

# Search, in any script, folded.
holds "Latin" "$(c search saltgate --json)" vpa-lisharan.txt
holds "Arabic" "$(c search جثث --json)" mirat-qarsan.txt
holds "Arabic, voweled and with another alef" "$(c search أسبوع --json; c search الاسبوع --json)" mirat-qarsan.txt
holds "Cyrillic, in capitals" "$(c search ВОСКЕЛЬ --json)" zarelsk-vestnik.html

# A new reading keeps every review, and the case is whole.
before=$(for i in 0 1 2 3; do claim "${ids[$i]}"; done)
ok "read again" c read --all
same "reviews survive a new reading" "$(for i in 0 1 2 3; do claim "${ids[$i]}"; done)" "$before"
ok "verify --deep" c verify --deep
ok "rebuild --check" c rebuild --check
finish
