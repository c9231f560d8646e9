#!/bin/bash
# Review and incidents at the desk over plain HTTP, without a script: two people and a third, history, merge and split,
# replies, searches, overlaps, the draft; what a role may not do is refused.
. "$(dirname "$0")/../lib.sh"
new_case "$scratch/case"
case=$scratch/case
. tests/web/desk.sh

cat >"$scratch/r1.txt" <<'T'
MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat,
of people whom fighters shot last week.

Dr Ilin Soro, head of the provincial mortuary, told the state news agency that the bodies lay
in cellars used as jails. Three were children.
T
echo 'Marta Velin, a resident, said that 21 bodies were found in Marat last week.' \
    'The army denied that anybody was killed in Marat.' >"$scratch/r2.txt"
echo 'Police said on Monday that 40 people were killed in Orlan in March.' >"$scratch/r3.txt"
echo 'Police said that a bomb exploded in Orlan on 3 March, killing five people.' >"$scratch/r4.txt"
ok "a party" run party add "River Guard" --source "its own statement"
for i in 1 2 3 4; do
    ok "report $i" run add "$scratch/r$i.txt" --published 2031-03-10 --publication "Paper $i"
done
accounts Keeper:custodian Rana:recorder Vera:reviewer Tomas:reviewer Sabine:reviewer Edda:editor Lene:reader

open_desk
decide() { post "$1" "$2" /review "${@:3}" | cut -d" " -f1; } # decide WHO OP FIELD=VALUE…: prints the status
said() { sed 's/<[^>]*>/ /g' | tr -s ' \n' ' '; }

for who in Rana Vera Tomas Sabine Edda Lene; do login "$who"; done

# ---- queues ----
queue=$(page Vera /review)
same "one h1" "$(grep -o '<h1' <<<"$queue" | wc -l)" 1
holds "what the machine read waits" "$queue" "14 bodies"
holds "marked as machine's" "$queue" "machine, not reviewed"
holds "a form to accept, without a script" "$queue" 'data-act="accept"'
lacks "a reader decides nothing" "$(page Lene /review)" 'data-act="accept"'
claim=$(run claims --json | grep '"n\|14 bodies' | grep -o '"id":"c-[0-9a-f]*"' | head -n 1 | cut -d'"' -f4)
[ -n "$claim" ] || flunk "no claim of 14 bodies"

# ---- two people, and a third ----
same "accept" "$(decide Vera review "CLAIM=$claim" ACT=accept "reason=the words say it")" 303
holds "it waits for a second pair of eyes" "$(page Tomas '/review?queue=second')" "$claim"
same "reject" "$(decide Tomas review "CLAIM=$claim" ACT=reject "reason=another event")" 303
holds "they disagree" "$(page Vera "/claim/$claim")" "People disagree"
holds "and it waits among the conflicts" "$(page Sabine '/review?queue=conflict')" "$claim"
same "insisting settles nothing" "$(decide Vera review "CLAIM=$claim" ACT=accept "reason=I am sure")" 303
holds "still in conflict" "$(page Vera "/claim/$claim")" "People disagree"
same "a third decides" "$(decide Sabine review "CLAIM=$claim" ACT=accept "reason=read the page")" 303
lacks "settled" "$(page Vera "/claim/$claim")" "People disagree"
holds "by two persons now" "$(page Vera "/claim/$claim" | said)" "2 persons"
same "no reason, no decision" "$(decide Vera review "CLAIM=$claim" ACT=reject reason=)" 400
same "a reader is refused" "$(decide Lene review "CLAIM=$claim" ACT=accept "reason=x")" 403
forged=$(curl -s -o /dev/null -w '%{http_code}' -b "$scratch/Vera.jar" -H "Origin: $at" \
    -F "CLAIM=$claim" -F ACT=reject -F reason=x "$at/do/review")
same "without its token a form does nothing" "$forged" 403

# ---- history and comments ----
same "a recorder corrects" "$(decide Rana claim-correct "CLAIM=$claim" count=14-15 "reason=a later edition")" 303
history=$(page Vera "/claim/$claim")
holds "what stood before" "$history" "<del dir=\"auto\">"
holds "what stands now" "$(said <<<"$history")" "14-15 bodies"
holds "who decided, and why" "$(said <<<"$history")" "another event"
same "nobody accepts what they wrote" "$(decide Rana review "CLAIM=$claim" ACT=accept reason=x)" 403
same "a comment" "$(decide Tomas comment-add "OBJECT=$claim" "words=ask the <b>mortuary</b>")" 303
holds "shown as text" "$(page Vera "/claim/$claim")" "ask the &lt;b&gt;mortuary"
same "a reader does not comment" "$(decide Lene comment-add "OBJECT=$claim" words=x)" 403

# ---- incidents ----
list=$(page Vera /incidents)
holds "incidents are listed" "$list" "/incident/MRT-0001"
filtered=$(page Vera '/incidents?kind=killing&from=2031-03-03&to=2031-03-03&words=orlan')
lacks "the filter leaves others out" "$filtered" "/incident/MRT-0001"
holds "the map has a table" "$(page Vera /incidents/map)" "<table"
holds "the time line too" "$(page Vera /incidents/time | said)" "March 2031"
incident=$(page Vera /incident/MRT-0001)
for part in "Interior ministry officials" "Who says what" "What is disputed" \
    "Accounts and origins" "None entered\|denied that" "Not stated" "What was searched" "That it happened"; do
    if grep -q "$part" <<<"$incident"; then pass; else flunk "the incident's page lacks $part"; fi
done
same "no such incident" "$(status Vera /incident/ABC-9999)" 404
same "a search" 303 "$(decide Rana incident-searched INCIDENT=MRT-0001 "where=archive of State Radio" \
    on=2031-03-12 found=nothing)"
holds "shown" "$(page Lene /incident/MRT-0001)" "archive of State Radio"
party=$(run parties --json | grep -o '"id":"a-[0-9a-f]*"' | head -n 1 | cut -d'"' -f4)
same "a reply" 303 "$(decide Rana incident-reply INCIDENT=MRT-0001 "party=$party" \
    "words=none of our people were there" source=letter)"
holds "in its own words" "$(page Lene /incident/MRT-0001 | said)" "none of our people were there"
same "a reviewer does not merge" "$(decide Vera incident-merge KEEP=MRT-0001 GONE=ORL-0002 reason=x)" 403

# ---- overlap ----
codes=$(run incidents --json | grep -o '"code":"ORL-[0-9]*"' | cut -d'"' -f4)
month=$(run figures --json | grep '"min":40' | grep -o 'ORL-[0-9]*' | head -n 1)
bomb=$(grep -v "$month" <<<"$codes" | head -n 1)
killed() { run totals --json | grep '"what":"killed"' | grep -o "\"$1\":[0-9]*" | awk -F: '{n += $2} END {print n}'; }
before=$(killed min)
same "a tie" "$(decide Edda incident-overlap "AGGREGATE=$month" "INCIDENT=$bomb" "reason=the month counts it")" 303
same "totals subtract it" "$(killed min)" $((before - 5))
holds "the page says what is left" "$(page Edda "/incident/$month" | said)" "35 killed"
holds "and where it is counted too" "$(page Edda "/incident/$bomb")" "/incident/$month"
same "a circle is refused" "$(decide Edda incident-overlap "AGGREGATE=$bomb" "INCIDENT=$month" reason=x)" 409

# ---- settle, merge, split ----
same "settle" "$(decide Edda incident-set "INCIDENT=$bomb" "title=the market" date=2031-03-04 "reason=two reports")" 303
holds "settled" "$(page Vera "/incident/$bomb" | said)" "4 March 2031"
same "merge" "$(decide Edda incident-merge "KEEP=$month" "GONE=$bomb" "reason=one event")" 303
same "an old code leads on" "$(status Vera "/incident/$bomb")" 303
holds "and stands on the page" "$(page Vera "/incident/$month")" "$bomb"
one=$(run claims --json | grep '"incident":"'"$month"'"' | grep -o '"id":"c-[0-9a-f]*"' | tail -n 1 | cut -d'"' -f4)
same "split" "$(decide Edda incident-split "INCIDENT=$month" "CLAIM=$one" "reason=another day")" 303
new=$(run show "$one" --json | grep -o '"incident":"[^"]*"' | head -n 1 | cut -d'"' -f4)
if [ "$new" != "$month" ] && [ "$new" != "$bomb" ]; then pass; else flunk "split off into $new"; fi

# ---- somebody else was quicker ----
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" | head -n 1 | sed 's/.*value="//; s/"$//; s/&quot;/"/g'; }
version=$(page Edda "/incident/$month" | hidden _version)
object=$(page Edda "/incident/$month" | hidden _match)
decide Rana incident-searched "INCIDENT=$month" where=x on=2031-03-13 found=y >/dev/null
late=$(decide Edda incident-set "INCIDENT=$month" title=late reason=x "_match=$object" "_version=$version")
same "an edit against what was changed is refused" "$late" 412

# ---- the draft ----
draft=$(page Vera /incident/MRT-0001/draft)
holds "what is left out is named" "$draft" "Left out, and why"
all=$(page Vera '/incident/MRT-0001/draft?unreviewed=1')
public=$(sed 's/.*class="public"//; s/<table[^>]*>.*//' <<<"$all")
holds "names stand as withheld" "$all" "▮▮▮"
lacks "no link leads out of it" "$public" 'href="../'
seen=$(page Lene '/incident/MRT-0001/draft?unreviewed=1')
lacks "nothing withheld is told to whoever may not see it" "$seen" "Velin"
lacks "names are withheld from a reader on the page too" "$(page Lene /incident/MRT-0001)" "Velin"
holds "and shown to a reviewer" "$(page Vera /incident/MRT-0001)" "Velin"

# ---- languages; after a rebuild ----
for lang in ar ru; do
    for path in /review /incidents /incidents/map /incidents/time /incident/MRT-0001 \
        "/claim/$claim" /incident/MRT-0001/draft; do
        same "$path in $lang" "$(status Vera "$path?lang=$lang")" 200
    done
done
holds "right to left" "$(page Vera '/incident/MRT-0001?lang=ar')" 'dir="rtl"'
kill $server
wait $server 2>/dev/null
ok "rebuild gives the same tables" run rebuild --check
finish
