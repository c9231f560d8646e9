#!/bin/bash
# Lists of names at the desk over plain HTTP, without a script: a table uploaded, its columns mapped, looked at and
# imported; rows that make no sense kept with the reason; injections shown as text; a new version compared; consent
# given and withdrawn; names withheld; sites and remains.
. "$(dirname "$0")/../lib.sh"
new_case "$scratch/case"
case=$scratch/case
. tests/web/desk.sh

cat >"$scratch/missing.csv" <<'T'
No;Name;Name (Arabic);Sex;Age;Date missing;Place;Passport;Religion;Remarks
1;Ilin Soro;إيلين سورو;M;34;2031-03-10;Marat;X1;one;=HYPERLINK("http://evil.example/x")
2;Dara Orlan;;F;131;31.02.2031;Pelsun;;;'); DROP TABLE person; --
3;;;x;12;2031-03-11;Marat;;;<script>alert(1)</script>
4;Elin Soroo;;M;33;2031-03-10;Marat;;;@SUM(1+1)
5;Marat Lisharan;;M;35-30;2031-03-10;Marat;;;
T
sed -e '2s/34/35/' -e '3s/^2;/12;/' -e '/^4;/d' "$scratch/missing.csv" >"$scratch/second.csv"
echo '7;Nara Velik;;F;8;2031-03-12;Pelsun;;;' >>"$scratch/second.csv"
accounts Keeper:custodian Rana:recorder Vera:reviewer Lene:reader

# ---- the command line ----
ok "a preview writes nothing" run list import --file "$scratch/missing.csv" --list Marat --outcome missing --preview
same "no list yet" "$(run lists --json)" ""
ok "import" run list import --file "$scratch/missing.csv" --list Marat --outcome missing --save-map marat
same "five rows, three of them odd" "$(run lists --json | grep -o '"rows":5,"flagged":3')" '"rows":5,"flagged":3'
rows=$(run persons --json)
same "five persons" "$(wc -l <<<"$rows")" 5
ilin=$(grep '"Ilin Soro"' <<<"$rows" | grep -o 'n-[0-9a-f]*' | head -n 1)
elin=$(grep '"Elin Soroo"' <<<"$rows" | grep -o 'n-[0-9a-f]*' | head -n 1)
[ -n "$ilin" ] && [ -n "$elin" ] || { flunk "no persons"; finish; }
shown=$(run person show "$ilin" --json)
holds "every field has its cell" "$shown" '"value":"34","cell":"E2"'
holds "a name in another script" "$shown" '"script":"arabic","cell":"C2"'
holds "a formula is text" "$shown" '=HYPERLINK('
lacks "religion is left out" "$shown" '"religion"'
holds "it may be another row" "$shown" "$elin"
holds "found by its Arabic name" "$(run persons --name سورو --json)" "$ilin"
holds "found by a part of its Latin name" "$(run persons --name lisharan --json)" "Marat Lisharan"
flags=$(run persons --flagged --json)
lacks "a clean row is not flagged" "$flags" "$ilin"
fails_with 4 "religion is refused" religion "$cairn" -C "$case" person set "$ilin" --religion one --source x
ok "corrected" run person set "$ilin" --age 36 --source "the family"
ok "a new version" run list import --file "$scratch/second.csv" --list Marat --outcome missing
diff=$(run list diff Marat --json)
holds "added" "$diff" '"change":"added"'
holds "changed, with both values" "$diff" '"field":"age","was":"34","now":"35"'
holds "re-keyed" "$diff" '"key":"12","was":"2"'
holds "gone" "$(grep '"gone"' <<<"$diff")" "Elin Soroo"
same "imported again nothing doubles" "$(run persons --list Marat --json | wc -l)" 5
holds "the correction stays" "$(run person show "$ilin" --json)" '"value":"36","source":"the family"'
ok "the same file again" run list import --file "$scratch/second.csv" --list Marat --outcome missing
same "brings nothing" "$(run list diff Marat --json)" ""
ok "the tables are what the log says" run rebuild --check

# ---- judgement and consent ----
ok "different" run person different "$ilin" "$elin" --reason cousins --as Vera
fails_with 5 "the same, against a judgement" different "$cairn" -C "$case" --as Vera person same "$ilin" \
    "$elin" --reason x
lacks "judged: no suspicion any more" "$(run persons --doubles --gone --json)" "$elin"
fails_with 2 "consent needs the risks" risks "$cairn" -C "$case" consent give "$ilin" --purpose share --how \
    written --by x
ok "consent" run consent give "$ilin" --purpose share --purpose publish --how written --by "the sister" --risks \
    "found by anyone"
out=$(run list export Marat --purpose share)
holds "shared by consent" "$out" "Ilin Soro"
lacks "nobody without" "$out" "Lisharan"
ok "withdrawn" run consent withdraw "$ilin" --purpose share --by "the sister"
lacks "left out from now on" "$(run list export Marat --purpose share)" "Ilin Soro"

# ---- the desk ----
open_desk
for who in Rana Vera Lene; do login "$who"; done

lists=$(page Rana /lists)
same "one h1" "$(grep -o '<h1' <<<"$lists" | wc -l)" 1
holds "the list" "$lists" "Marat"
printf 'Nr,Name,Age\n1,"Sela <b>Dorn</b>",200\n2,=1+1,30\n' >"$scratch/third.csv"
got=$(post Rana seal '/lists/import?item={outside}' "PATH=@$scratch/third.csv")
same "sealed" "${got%% *}" 303
item=$(grep -o 'item=m-[0-9a-f]*' <<<"$got" | cut -d= -f2)
[ -n "$item" ] || { flunk "no item in $got" "$(head -c 600 "$scratch/answer")"; finish; }
columns=$(page Rana "/lists/import?item=$item")
holds "columns with samples" "$columns" 'name="c_B"'
holds "markup of a cell is text" "$columns" "Sela &lt;b&gt;Dorn"
look=$(page Rana "/lists/import?item=$item&preview=1&list=Third&c_A=number&k_A=1&c_B=full&c_C=age")
holds "preview with the reason" "$look" "older than 130 years"
holds "and the cell" "$look" "C2"
same "nothing is imported by looking" "$(page Rana /lists | grep -c Third)" 0
got=$(post Rana list-import '/list/{id}' "ITEM=$item" list=Third header=1 order=dmy "column=A=number!" \
    "column=B=full" "column=C=age")
same "asked for" "${got%% *}" 303
for _ in $(seq 50); do
    page Rana /lists | grep -q Third && break
    sleep 0.2
done
holds "imported" "$(page Rana /lists)" Third
all=$(page Rana /persons)
holds "persons" "$all" "Sela &lt;b&gt;Dorn"
holds "a formula is text on the page" "$all" "=1+1"
lacks "no script of theirs" "$(page Rana "/person/$ilin")$(page Rana /persons)" "<script>alert"
one=$(page Rana "/person/$ilin")
holds "the cell of a field" "$one" "B2"
holds "consent is shown" "$one" "withdrawn"
list=$(page Rana /lists | grep -o '/list/l-[0-9a-f]*' | head -n 1)
same "a list" "$(status Rana "$list")" 200
same "its changes" "$(status Rana "$list/diff?version=2")" 200
same "no such list" "$(status Rana /list/l-0000000000000000)" 404
same "no such person" "$(status Rana /person/n-00000000000000000000000000000000)" 404
for l in ar ru; do
    holds "in $l" "$(curl -s -b "$scratch/Rana.jar" -H "Accept-Language: $l" "$at/lists")" "lang=\"$l\""
done

# Without the group "names" no name is told.
secret=$(page Lene /persons)$(page Lene "/person/$ilin")$(page Lene "$list")$(page Lene "$list/diff?version=2")
lacks "a reader sees no name" "$secret" "Ilin"
lacks "nor in another script" "$secret" "سورو"
holds "but that it is withheld" "$secret" "name withheld"
same "a reader imports nothing" "$(status Lene /lists/import)" 403

# ---- sites and remains ----
run_k() { "$cairn" -C "$case" "$@" 2>"$scratch/err"; }
fails_with 2 "one set is no mass grave" definition "$cairn" -C "$case" site add Mill --type mass_grave --sets 1
ok "a site" run_k site add "Old Mill" --type mass_grave --sets 14 --place "Old Mill, Marat" --precision facility
holds "the definition is kept with it" "$(run_k sites --json)" '"definition":"more_than_one"'
ok "a body" run_k remains add OM-1 --site "Old Mill" --what body --holder "the mortuary" --found-on 2031-03-15
fails_with 5 "a number stands for one" OM-1 "$cairn" -C "$case" remains add OM-1 --site "Old Mill" --what body \
    --holder x
ok "a part" run_k remains add OM-2 --site "Old Mill" --what part --of OM-9 --holder "the mortuary"
ok "a photo" run_k remains tag OM-1 photo IMG-1
ok "a photo of nothing" run_k remains tag OM-7 photo IMG-7
orphans=$(run_k orphans --json)
holds "a number without remains" "$orphans" '"orphan":"tag_without_remains","number":"OM-7"'
holds "a part without its body" "$orphans" '"orphan":"part_without_body","number":"OM-2"'
ok "custody" run_k remains move OM-1 --to "the laboratory" --storage "room 2" --date 2031-03-20 --reason sampling
fails_with 5 "custody goes forward" forward "$cairn" -C "$case" remains move OM-1 --to x --storage y --date \
    2031-03-01 --reason z
holds "from whom it came is who had it" "$(run_k remains show OM-1 --json)" \
    '"from":"the mortuary","to":"the laboratory"'
ok "a finding" run_k finding add OM-1 --what gunshot --words "one entry wound" --examiner "Dr Soro" --method \
    external --date 2031-03-16
ok "a conclusion" run_k conclusion add OM-1 --cause gunshot --manner homicide --by "Dr Soro" --date 2031-03-17
site=$(page Rana /sites | grep -o '/site/g-[0-9a-f]*' | head -n 1)
same "the site's page" "$(status Rana "$site")" 200
body=$(page Rana "$site" | grep -o '/remains/b-[0-9a-f]*' | head -n 1)
holds "custody on the page" "$(page Rana "$body")" "the laboratory"
lacks "nobody is shown as dead by the list of the missing" \
    "$(page Rana "/person/$ilin" | sed 's/<option[^>]*>[^<]*//g')" ">dead<"
ok "rebuilt" run_k rebuild --check
finish
