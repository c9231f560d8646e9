#!/bin/bash
# The way of a report at the desk over plain HTTP, without a script: sealed, read, reviewed, corrected, added to by
# hand, typed, translated; registers; what stands survives rebuild and a new reading.
. "$(dirname "$0")/../lib.sh"
new_case "$scratch/case"
case=$scratch/case
. tests/web/desk.sh

cat >"$scratch/report.txt" <<'T'
MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat, of people whom fighters shot
last week.

Dr Ilin Soro told the state news agency that dozens of people were missing, among them three children.

The army denied that anybody was killed in Marat.
T
printf 'دکتر ایلین سورو گفت که ۳ نفر روز دوشنبه در مراط کشته شدند و چند نفر زخمی شدند.\n' >"$scratch/persian.txt"
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0' >"$scratch/scan.png"
ok "a party" run party add "Hill Front" --source "its own statement"
accounts Keeper:custodian Rana:recorder Vera:reviewer Lene:reader

open_desk
code() { cut -d' ' -f1; }
said() { sed 's/<[^>]*>/ /g' | tr -s ' \n' ' '; }

for who in Rana Vera Lene; do login "$who"; done

# ---- seal, and the receipt ----
holds "a form for files" "$(page Rana /seal)" 'name="PATH"'
same "a reader does not seal" "$(status Lene /seal)" 403
sealed=$(post Rana seal '/sealed/{outside}' "PATH=@$scratch/report.txt" "publication=Marat Courier" \
    published=٢٠٣١-٠٣-١٠ "from=a reader")
same "sealed" "$(code <<<"$sealed")" 303
to=${sealed#* }
to=${to#"$at"}
receipt=$(page Rana "$to")
item=$(sed 's|/sealed/\([^?]*\).*|\1|' <<<"$to")
holds "the receipt names the hash" "$receipt" "sha256:$(sha256sum "$scratch/report.txt" | cut -d' ' -f1)"
holds "the date is the recorder's" "$(said <<<"$receipt")" "10 March 2031 (as entered by the recorder)"
holds "when, not that it is true" "$receipt" "It does not say that what they tell is true"
if grep -qi 'verified' <<<"$receipt"; then flunk "the receipt says verified"; else pass; fi
holds "sealed, not read" "$receipt" "not yet read"
same "read" "$(post Rana read "/read/$item" "ITEM=$item" | code)" 303

# ---- the reading desk ----
desk=$(page Vera "/read/$item")
same "one h1" "$(grep -o '<h1' <<<"$desk" | wc -l)" 1
holds "the words are marked" "$desk" 'class="hit machine'
holds "machine claims say so" "$desk" "machine, not reviewed"
holds "who says it" "$(said <<<"$desk")" "Interior ministry officials"
claim=$(run claims --kind bodies_found --json | grep -o '"id":"c-[0-9a-f]*"' | head -n 1 | cut -d'"' -f4)
[ -n "$claim" ] || flunk "no claim of bodies found"
lacks "a reader decides nothing" "$(page Lene "/read/$item")" 'action="/do/review"'
holds "why it is proposed" "$(page Vera "/why/$claim" | said)" "word of speech"
same "accept" "$(post Vera review "/read/$item" "CLAIM=$claim" ACT=accept "reason=words checked" | code)" 303
holds "accepted" "$(page Vera "/read-card/$claim")" 'data-status="accepted"'
same "undo" "$(post Vera review "/read/$item" "CLAIM=$claim" ACT=undo "reason=too early" | code)" 303
holds "waits again" "$(page Vera "/read-card/$claim")" 'data-status="machine"'

# ---- corrected: the whole claim as the form shows it ----
form=$(page Rana "/correct/$claim")
holds "the form shows the words" "$form" "14 bodies"
lacks "and no offsets" "$(grep -o 'value="[^"]*"' <<<"$form")" 'value="@'
same "a reviewer corrects nothing here" "$(status Vera "/correct/$claim")" 403
version=$(grep -o 'name="_version" value="[^"]*"' <<<"$form" | head -n 1 | sed 's/.*value="//; s/"$//; s/&quot;/"/g')
fixed=$(post Rana claim-correct "/read/$item" "CLAIM=$claim" whole=1 kind=bodies_found \
    "quote=they have found 14 bodies in Marat" trigger=found act=states \
    "who-says=Interior ministry officials" role=official \
    count=14 "count-words=14 bodies" what=bodies where=Marat "reason=the words of the text" \
    "_match=$claim" "_version=$version")
same "corrected" "$(code <<<"$fixed")" 303
holds "as entered" "$(page Vera "/read-card/$claim" | said)" "14 bodies"
late=$(post Rana claim-correct "/read/$item" "CLAIM=$claim" count=15 reason=x "_match=$claim" "_version=$version")
same "a second edit against what was is refused" "$(code <<<"$late")" 412

# ---- by hand ----
holds "each paragraph begins a claim" "$desk$(page Rana "/read/$item")" "/claim-new/$item?at="
start=$(grep -b -o 'dozens of people were missing' "$scratch/report.txt" | cut -d: -f1)
new=$(page Rana "/claim-new/$item?at=$start-$((start + 29))")
holds "the form takes the words along" "$new" ">dozens of people were missing</textarea>"
holds "vague words have the range of the table" "$new" 'label="24 to 99"'
added=$(post Rana claim-add "/read/$item?claim={id}#{id}" "ITEM=$item" kind=enforced_disappearance "near=$start" \
    "quote=dozens of people were missing, among them three children" "count=dozens" "count-words=dozens of people" \
    "count-2=three" "count-words-2=three children" who-2=child of-2=1 "who-says=Dr Ilin Soro" role=medic \
    "who-says-2=state news agency" role-2=media cue=told)
same "added" "$(code <<<"$added")" 303
mine=$(grep -o 'c-[0-9a-f]*' <<<"$added" | head -n 1)
card=$(page Rana "/read-card/$mine" | said)
holds "dozens are a range" "$card" "24–99"
holds "of the missing" "$card" "missing"
holds "children are a part" "$card" "children"
holds "quoted by" "$card" "state news agency"
holds "entered by hand" "$card" "entered by a person"
none=$(post Rana claim-add "/read/$item" "ITEM=$item" kind=death "quote=nobody wrote this")
same "words that are not there" "$(code <<<"$none")" 404
many=$(post Rana claim-add "/read/$item" "ITEM=$item" kind=death "quote=The army denied" count=many)
same "a number that is none" "$(code <<<"$many")" 400
holds "what was typed is kept" "$(cat "$scratch/answer")" "The army denied"

# ---- a language that is not read, an image ----
fa=$(post Rana seal '{outside}' "PATH=@$scratch/persian.txt" | code)
same "persian sealed" "$fa" 303
png=$(post Rana seal '/sealed/{outside}' "PATH=@$scratch/scan.png")
png=$(grep -o 'm-[0-9a-f]*' <<<"$png" | head -n 1)
ok "read all" run read --all --as Rana
persian=$(run items --state unread --as Keeper --json | grep -o '"outside":"[^"]*"' | head -n 1 | cut -d'"' -f4)
holds "a person reads it" "$(page Rana "/read/$persian")" "The reader does not know this language"
typed=$(post Rana claim-add "/read/$persian" "ITEM=$persian" kind=death "quote=۳ نفر روز دوشنبه در مراط کشته شدند" \
    count=3 "who-says=دکتر ایلین سورو" role=medic where=مراط)
same "a claim in Persian" "$(code <<<"$typed")" 303
holds "in its own direction" "$(page Rana "/read/$persian")" 'dir="auto"'
holds "no text yet" "$(page Rana "/read/$png")" "no text yet"
same "typed" "$(post Rana transcript-add "/read/$png" "ITEM=$png" "text=ثلاثة مفقودون" lang=ar | code)" 303
holds "typed text" "$(page Rana "/read/$png")" "مفقودون"
same "translated" "$(post Rana translation-add "/read/$png" "ITEM=$png" lang=en "text=three missing" | code)" 303
holds "never cited" "$(page Rana "/read/$png" | said)" "It is never cited"
holds "blurred until asked" "$(page Rana "/item/$png")" 'class="veiled"'
type=$(curl -s -o /dev/null -w '%{content_type}' -b "$scratch/Rana.jar" "$at/item/$png/image")
same "the image itself" "$type" image/png
same "a text is no image" "$(status Rana "/item/$item/image")" 404
same "a recorder takes no bytes out" "$(status Rana "/item/$item/bytes")" 403

# ---- what the recorder said; registers ----
same "said anew" "$(post Rana item-set "/item/$item" "ITEM=$item" "publication=Orlan Wire" | code)" 303
holds "both stand" "$(page Rana "/item/$item" | said)" "Marat Courier Orlan Wire"
same "a text is pasted" "$(post Rana text-add '/sealed/{outside}' NAME=message "text=14 bodies in Marat" | code)" 303
made=$(post Rana publication-add /publications "NAME=Marat Courier" "owner=Marat Press" side=none source=imprint)
same "a publication" "$(code <<<"$made")" 303
id=$(run publications --as Keeper --json | grep 'Marat Press' | grep -o '"id":"s-[0-9a-f]*"' | cut -d'"' -f4)
holds "dated and sourced" "$(page Lene "/publication/$id" | said)" "imprint"
party=$(run parties --as Keeper --json | grep -o '"id":"a-[0-9a-f]*"' | head -n 1 | cut -d'"' -f4)
alias=$(post Rana party-alias "/party/$party" "PARTY=$party" "NAME=Hill Guard" former=1 from=2029 source=x)
same "another name" "$(code <<<"$alias")" 303
holds "on its page" "$(page Lene "/party/$party" | said)" "Hill Guard"
mill=$(post Rana place-add '/place/{id}' "NAME=Old Mill" kind=neighbourhood ar=الطاحونة source=plan)
same "a place" "$(code <<<"$mill")" 303
holds "found in any script" "$(page Lene '/places?q=%D8%A7%D9%84%D8%B7%D8%A7%D8%AD')" "Old Mill"
holds "one of the gazetteer" "$(page Lene '/places?q=Nairobi')" "p-gn-"

# ---- a person's review survives ----
ok "read again" run read --all --as Rana
ok "rebuild" run rebuild --as Keeper
holds "corrected still" "$(page Vera "/read-card/$claim" | said)" "entered by a person"
same "entered still" "$(run show "$mine" --as Keeper --json | grep -o '"status":"[a-z_]*"' | head -n 1)" \
    '"status":"accepted"'
ok "rebuild --check" run rebuild --check --as Keeper
finish
