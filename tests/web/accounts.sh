#!/bin/bash
# Accounts at the desk over plain HTTP: coming in, wrong tries and waiting, the second factor, sessions, modes; what
# each role may not open or do; an item that one's groups may not see by address, search, count, export or error;
# exports that are asked for, approved and expire; the trail of all that.
. "$(dirname "$0")/../lib.sh"
new_case "$scratch/case"
case=$scratch/case
run() { "$cairn" -C "$case" "$@" 2>"$scratch/err"; }
words="four quiet blue stones"

# ---- a case with something to see and something to hide ----
cat >"$scratch/open.txt" <<'T'
MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat,
of people whom fighters shot last week.
T
cat >"$scratch/zorvath-letter.txt" <<'T'
MARAT, March 10 - Zorvath elders say they have found 14 bodies in Marat, of people whom
fighters shot last week. A shell killed 77 people in Pelsun on Tuesday, the Zorvath elders said.
T
echo "$words" >"$scratch/words"
ok "an open report" run add "$scratch/open.txt" --publication Courier
ok "another" run add "$scratch/zorvath-letter.txt" --publication "Zorvath Herald"
for who in Mara:custodian Edda:editor Vera:reviewer Tamir:recorder Rana:reader Lene:reader; do
    ok "account ${who%:*}" run account add "${who%:*}" --roles "${who#*:}" --new-file "$scratch/words"
done
ok "a group" run group add families
ok "an item confined to it" run item access zorvath-letter.txt --groups families
ok "Vera is in it" run account set Vera --groups families
json() { run "$@" --json; }
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d'"' -f4; }
item=$(json items | grep zorvath | field outside)
sha=$(json items | grep zorvath | field id)
claim=$(json claims | grep 'zorvath-letter' | grep '"number":"77' | field id)
code=$(json claims | grep 'zorvath-letter' | grep '"number":"77' | field incident)
seen=$(json incidents | field code)
[ -n "$item" ] && [ -n "$claim" ] && [ -n "$code" ] && [ "$code" != "$seen" ] ||
    flunk "the hidden names" "$item $claim $code $seen"

# ---- the desk, at a given time ----
server=
trap '[ -n "$server" ] && kill $server 2>/dev/null
    wait 2>/dev/null
    chmod -R u+rwX "$scratch" 2>/dev/null
    rm -rf "$scratch"' EXIT
open_desk() { # open_desk CLOCK
    [ -n "$server" ] && { kill "$server"; wait "$server" 2>/dev/null; }
    CAIRN_CLOCK=$1 CAIRN_USER='' "$cairn" -C "$case" serve --no-browser --workers 2 >"$scratch/serve" 2>&1 &
    server=$!
    at=
    for _ in $(seq 100); do
        at=$(grep -o 'http://127.0.0.1:[0-9]*' "$scratch/serve" | head -n 1)
        [ -n "$at" ] && return
        sleep 0.1
    done
    flunk "the desk does not open" "$(cat "$scratch/serve")"
    finish
}
login() { # login NAME PASSPHRASE [CODE]: prints the status; the answer is in $scratch/answer
    rm -f "$scratch/$1.jar"
    curl -s -o "$scratch/answer" -w '%{http_code}' -c "$scratch/$1.jar" -H "Origin: $at" -F "account=$1" \
        -F "passphrase=$2" -F "code=${3:-}" -F _next=/account "$at/login"
}
page() { curl -s -b "$scratch/$1.jar" "$at$2"; } # page WHO PATH
status() { curl -s -o "$scratch/answer" -w '%{http_code}' -b "$scratch/$1.jar" "$at$2"; }
csrf() { page "$1" /account | grep -o 'name="csrf" content="[^"]*"' | cut -d'"' -f4; }
post() { # post WHO OP FIELD=VALUE…: prints the status
    local who=$1 op=$2 fields=() f
    shift 2
    for f in "$@"; do fields+=(-F "$f"); done
    curl -s -o "$scratch/answer" -w '%{http_code}' -b "$scratch/$who.jar" -H "Origin: $at" \
        -F "_csrf=$(csrf "$who")" -F _next=/account "${fields[@]}" "$at/do/$op"
}
all_in() { for who in Mara Edda Vera Tamir Rana Lene; do same "$who logs in" "$(login $who "$words")" 303; done; }
open_desk 2031-03-25T09:00:00Z

# ---- coming in ----
same "nobody is sent to the login" "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$at/accounts")" \
    "303 $at/login?next=%2Faccounts"
same "nobody acts" "$(curl -s -o /dev/null -w '%{http_code}' -H "Origin: $at" -F NAME=x "$at/do/group-add")" 401
same "nobody calls" "$(curl -s -o /dev/null -w '%{http_code}' "$at/api/v1/items")" 401
same "a wrong passphrase" "$(login Rana "four quiet blue stone")" 403
nameless() { sed 's/Rana\|Rona\|Lene/@/g' "$scratch/answer"; }
wrong=$(nameless)
same "an unknown name" "$(login Rona "$words")" 403
same "the same answer for both" "$(nameless)" "$wrong"
lacks "what was typed is not said again" "$wrong" "four quiet"
same "the name in other letters" "$(login rana "$words")" 303
all_in
same "a page of one's own" "$(status Rana /account)" 200
holds "says who it is" "$(page Tamir /account)" "Tamir"

# ---- waiting after wrong tries ----
for _ in 1 2 3 4 5; do login Lene "wrong words here" >/dev/null; done
same "after five wrong tries the right words wait too" "$(login Lene "$words")" 403
same "in the same words" "$(nameless)" "$wrong"
open_desk 2031-03-25T09:02:00Z
same "two minutes later they serve" "$(login Lene "$words")" 303
all_in

# ---- the second factor (RFC 6238 with openssl) ----
second() { # second SECRET STEP
    local key mac at
    key=$(printf '%s' "$1" | base32 -d | od -An -vtx1 | tr -d ' \n')
    mac=$(printf "$(printf '%016x' "$2" | sed 's/../\\x&/g')" |
        openssl dgst -sha1 -mac HMAC -macopt "hexkey:$key" | sed 's/.*= *//')
    at=$((16#${mac:39:1} * 2))
    printf '%06d' $((((16#${mac:at:8}) & 0x7fffffff) % 1000000))
}
step=$(($(date -u -d 2031-03-25T09:02:00Z +%s) / 30))
same "a secret needs the passphrase" "$(post Tamir account-totp old=wrong-words-here)" 403
same "a secret" "$(post Tamir account-totp "old=$words")" 303
secret=$(page Tamir /account/second | grep -o '[A-Z2-7]\{32\}' | head -n 1)
same "a code that is not of it" "$(post Tamir account-totp code=000000)" 403
same "its code" "$(post Tamir account-totp "code=$(second "$secret" "$step")")" 303
same "without the code" "$(login Tamir "$words")" 403
same "with the one of the enrolment" "$(login Tamir "$words" "$(second "$secret" "$step")")" 403
same "with a fresh one" "$(login Tamir "$words" "$(second "$secret" $((step + 1)))")" 303
same "which serves once" "$(login Tamir "$words" "$(second "$secret" $((step + 1)))")" 403
same "a custodian takes it away" "$(post Mara account-totp NAME=Tamir off=1)" 303
open_desk 2031-03-25T09:30:00Z
all_in

# ---- what a role may not open or do ----
for who in Edda Vera Tamir Rana; do
    for p in /accounts /accounts/Mara /groups /sessions /audit; do same "$who opens $p" "$(status $who $p)" 403; done
    for op in account-add account-set account-close group-add item-access desk-mode; do
        same "$who does $op" "$(post $who $op NAME=Rana ITEM=open.txt MODE=open roles=custodian groups=none)" 403
    done
    same "$who takes over an account" "$(post $who account-passphrase NAME=Mara "new=$words $words")" 403
    same "$who calls accounts" "$(curl -s -o /dev/null -w '%{http_code}' -b "$scratch/$who.jar" -H "Origin: $at" \
        -H "X-CSRF-Token: $(csrf $who)" -H 'Content-Type: application/json' -d '{}' "$at/api/v1/accounts")" 403
done
for p in /accounts /accounts/Rana /groups /sessions /audit; do same "a custodian opens $p" "$(status Mara $p)" 200; done
for op in review claim-add add publication-add comment-add incident-merge publish export-approve export-refuse; do
    same "a reader does $op" "$(post Rana $op ID=x-0123456789ab)" 403
done
same "a recorder does not review" "$(post Tamir review CLAIM="$claim" accept=1)" 403
same "a reader takes no receipt" "$(status Rana "/api/v1/receipt?ID=$seen")" 403
same "nor a table" "$(status Rana "/api/v1/claims?csv=1")" 403
same "an act without the session's token" \
    "$(curl -s -o /dev/null -w '%{http_code}' -b "$scratch/Mara.jar" -H "Origin: $at" -F NAME=x -F _csrf=0 \
        "$at/do/group-add")" 403
same "deciding is never a GET" "$(status Edda "/api/v1/export-approve?ID=x-0123456789ab")" 405

# ---- what one's groups may not see ----
hidden() { # hidden WHAT TEXT
    local m
    for m in Zorvath zorvath elders Pelsun '77 ' "$item" "$sha" "$claim" "$code"; do lacks "$1" "$2" "$m"; done
}
for p in / /items /review "/review?queue=second" /incidents /incidents/map /incidents/time /exports /groups /health \
    "/search?q=bodies" "/api/v1/items" "/api/v1/claims" "/api/v1/incidents" "/api/v1/figures" "/api/v1/totals" \
    "/api/v1/publications" "/api/v1/search?WORDS=bodies" "/api/v1/trace?ID=$seen" "/api/v1/show?ID=$seen" \
    "/incident/$seen" "/incident/$seen/draft" "/items?q=14"; do
    hidden "$p" "$(page Rana "$p")"
done
holds "who is in the group sees it" "$(page Vera /api/v1/items)" zorvath-letter.txt
same "an empty search" "$(page Rana "/api/v1/search?WORDS=Pelsun" | grep -c '"noun"')" 0
same "Vera finds it" "$(page Vera "/api/v1/search?WORDS=Pelsun" | grep -c '"noun"')" 1
invented() { echo "${1:0:-8}$(tr '0-8a-e' '1-9b-f' <<<"${1: -8}")"; }
without() { sed "s/$1/@/g" "$scratch/answer"; }
for pair in "/item/ $item" "/claim/ $claim" "/read/ $item" "/why/ $claim" "/sealed/ $item" "/claim-new/ $item" \
    "/correct/ $claim" "/api/v1/show?ID= $claim" "/api/v1/show?ID= $item" "/api/v1/show?ID= $sha" \
    "/api/v1/comments?OBJECT= $claim" "/api/v1/claim-history?ID= $claim" "/api/v1/claim-why?ID= $claim" \
    "/api/v1/claims?item= $item" "/item/ $item/bytes" "/item/ $item/image"; do
    at_path=${pair% *} id=${pair#* }
    fake=$(invented "${id%%/*}")
    [[ $id == */* ]] && fake=$fake/${id#*/}
    got=$(status Rana "$at_path$id") real=$(without "${id%%/*}")
    want=$(status Rana "$at_path$fake") other=$(without "${fake%%/*}")
    same "$at_path…: as an invented one" "$got $real" "$want $other"
done
same "an incident of it" "$(status Rana "/incident/$code")" "$(status Rana /incident/MRT-8888)"
same "a comment on it" "$(post Edda comment-add OBJECT="$claim" words=x)" 404
same "its export" "$(status Edda "/api/v1/receipt?ID=$code")" 404
lacks "nor in a table that an editor takes" "$(page Edda "/api/v1/claims?csv=1")" Zorvath

# ---- exports on request ----
same "asked for" "$(post Rana export-request "WORDS=receipt $seen" purpose=court recipients=registrar)" 303
x=$(run export list --json | field id)
holds "seen by who decides" "$(page Edda /exports)" "receipt $seen"
lacks "not by other readers" "$(page Lene /exports)" "registrar"
same "not taken before it is approved" "$(post Rana export-get ID="$x")" 403
same "approved by who may not" "$(post Rana export-approve ID="$x")" 403
same "approved" "$(post Edda export-approve ID="$x" days=2)" 303
same "once" "$(post Mara export-approve ID="$x")" 409
same "taken" "$(post Rana export-get ID="$x")" 200
holds "what was asked for" "$(cat "$scratch/answer")" cairn-receipt/1
same "not by another" "$(post Lene export-get ID="$x")" 404
same "the right to it is for that alone" "$(status Rana "/api/v1/receipt?ID=$seen")" 403
same "another" "$(post Lene export-request "WORDS=claims --csv" purpose=study recipients=me)" 303
y=$(run export list --json | grep study | field id)
same "refused" "$(post Edda export-refuse ID="$y" reason=wide)" 303
same "and not taken" "$(post Lene export-get ID="$y")" 403
same "what changes the record is no export" "$(post Rana export-request "WORDS=party add X" purpose=p recipients=r)" 400
open_desk 2031-03-27T10:00:00Z
all_in
same "expired" "$(post Rana export-get ID="$x")" 403

# ---- sessions, modes ----
id=$(run sessions --json | grep Lene | field id)
same "a session of somebody else is not one's to end" "$(post Rana session-end ID="$id")" 404
same "a custodian ends it" "$(post Mara session-end ID="$id")" 303
same "it is over" "$(status Lene /account)" 303
same "a new passphrase" "$(post Rana account-passphrase "old=$words" "new=$words again")" 303
same "ends one's sessions" "$(status Rana /account)" 303
same "the old one is gone" "$(login Rana "$words")" 403
same "the new one serves" "$(login Rana "$words again")" 303
same "read-only" "$(post Mara desk-mode MODE=read-only)" 303
same "nothing is added" "$(post Tamir publication-add NAME=Orlan source=imprint)" 403
same "but read" "$(status Tamir /api/v1/items)" 200
same "no access" "$(post Mara desk-mode MODE=no-access)" 303
same "from the next request on" "$(status Tamir /api/v1/items)" 401
same "nor by logging in" "$(login Tamir "$words")" 403
same "a custodian gets in" "$(login Mara "$words")" 303
same "open again" "$(post Mara desk-mode MODE=open)" 303
same "a closed account" "$(post Mara account-close NAME=Vera)" 303
same "is out" "$(status Vera /account)" 303
same "and stays out" "$(login Vera "$words")" 403
same "the last custodian stays" "$(post Mara account-close NAME=Mara)" 409

# ---- the trail ----
kill $server
wait $server 2>/dev/null
server=
trail=$(run audit --json)
for act in login "login refused" search show "export get" "export approve" "desk mode" "account close"; do
    holds "the trail tells of \"$act\"" "$trail" "\"act\":\"$act\""
done
holds "who searched for what" "$(grep '"act":"search"' <<<"$trail")" '"object":"Pelsun"'
lacks "no secret is in it" "$trail" "quiet"
lacks "no name that was typed wrongly" "$trail" Rona
ok "it is whole" run audit
ok "the case too" run verify --deep
ok "and is replayed alike" run rebuild --check
fails_with 4 "a closed account at the machine" "no access" "$cairn" -C "$case" --as Vera items
fails_with 4 "a reader at the machine" "may not" "$cairn" -C "$case" --as Rana receipt "$seen"
lacks "nor sees more there" "$("$cairn" -C "$case" --as Rana items 2>&1)" zorvath
finish
