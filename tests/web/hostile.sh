#!/bin/bash
# Malformed and smuggled requests against a running desk: each must end as stated here, with the desk alive, no worker
# lost and nothing done twice. The requests are our own, written after RFC 9112 (§2, §3, §5, §6, §7, §9, §11) and the
# multipart rules of RFC 7578; none is taken from a list.
. "$(dirname "$0")/../lib.sh"
wire=$B/tests/web/wire
[ -x "$wire" ] || make -s "B=$B" "$wire"
unset CAIRN_CLOCK
new_case "$scratch/case"
mkdir "$scratch/tmp"
TMPDIR=$scratch/tmp "$cairn" -C "$scratch/case" serve --no-browser --workers 2 >"$scratch/out" 2>&1 &
desk=$!
trap 'kill $desk 2>/dev/null; wait $desk 2>/dev/null; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do grep -q http:// "$scratch/out" && break; sleep 0.1; done
link=$(grep -o 'http://[^ ]*' "$scratch/out")
port=${link#http://127.0.0.1:} port=${port%%/*}
url=http://127.0.0.1:$port
curl -s -o /dev/null -c "$scratch/jar" "$link"
token=$(awk -v n="cairn_$port" '$6 == n {print $7}' "$scratch/jar")
csrf=$(curl -s -b "$scratch/jar" "$url/" | grep -o 'name="csrf" content="[0-9a-f]*' | cut -d'"' -f4)
H="Host: 127.0.0.1:$port\r\n"
C="Cookie: cairn_$port=$token\r\n"
F="Content-Type: application/x-www-form-urlencoded\r\n"
P="POST /login HTTP/1.1\r\n$H" G="GET /login HTTP/1.1\r\n$H"
T="Transfer-Encoding: chunked" L="Content-Length:"

sent=0
raw() { # raw NAME EXPECTED BYTES…: EXPECTED is a pattern of statuses and open|closed; BYTES as printf takes them
    local name=$1 want=$2 got
    shift 2
    sent=$((sent + 1))
    got=$(printf "$@" | "$wire" "$port" "${WAIT:-400}")
    # shellcheck disable=SC2053
    if [[ $got == $want ]]; then pass; else flunk "$name: \"$got\", not \"$want\""; fi
    curl -s -o /dev/null -m 5 "$url/login" || flunk "$name: the desk is gone"
}
long() { head -c "$1" /dev/zero | tr '\0' "${2:-a}"; }

# ---- request line ----
raw "a plain request" "200 open" "${G}\r\n"
raw "no version" "*closed" "GET /login\r\n\r\n"
raw "lower-case method" "405 *" "get /login HTTP/1.1\r\n$H\r\n"
raw "unknown method" "405 *" "BREW / HTTP/1.1\r\n$H\r\n"
raw "TRACE" "405 *" "TRACE / HTTP/1.1\r\n$H\r\n"
raw "CONNECT" "40[05] *" "CONNECT 127.0.0.1:80 HTTP/1.1\r\n$H\r\n"
raw "OPTIONS *" "40[05] *" "OPTIONS * HTTP/1.1\r\n$H\r\n"
raw "PUT with a body" "405 closed" "PUT / HTTP/1.1\r\n${H}${L} 3\r\n\r\nabc"
raw "DELETE" "405 *" "DELETE /item/x HTTP/1.1\r\n$H\r\n"
# libmicrohttpd answers what it cannot parse by itself, sends that header twice and ends the connection
raw "HTTP/0.9 in disguise" "*closed" "GET /login HTTP/0.9\r\n\r\n"
raw "HTTP/2.0" "505 *closed" "GET /login HTTP/2.0\r\n$H\r\n"
raw "HTTP/1.9" "505 *closed" "GET /login HTTP/1.9\r\n$H\r\n"
raw "a TLS hello" "*closed" '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\r\n\r\n'
raw "the preface of HTTP/2" "[45]0? *closed" "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
raw "absolute target" "400 *" "GET http://evil.example/ HTTP/1.1\r\n$H\r\n"
raw "authority as target" "400 *" "GET evil.example:80 HTTP/1.1\r\n$H\r\n"
raw "blank in the target" "*closed" "GET /log in HTTP/1.1\r\n$H\r\n"
raw "NUL in the target" "[34]0? *" 'GET /log\x00in HTTP/1.1\r\n'"$H"'\r\n'
raw "control in the target" "400 *" 'GET /log\x01in HTTP/1.1\r\n'"$H"'\r\n'
raw "bad percent" "400 *" "GET /%%zz HTTP/1.1\r\n$H\r\n"
raw "half a percent" "400 *" "GET /%%4 HTTP/1.1\r\n$H\r\n"
raw "percent NUL" "400 *" "GET /login%%00.html HTTP/1.1\r\n$H\r\n"
raw "overlong UTF-8" "400 *" "GET /%%c0%%af HTTP/1.1\r\n$H\r\n"
raw "traversal" "400 *" "GET /../../etc/passwd HTTP/1.1\r\n$H\r\n"
raw "traversal, encoded" "400 *" "GET /a/%%2e%%2e/%%2e%%2e/etc/passwd HTTP/1.1\r\n$H\r\n"
raw "traversal among assets" "400 *" "GET /a/x/..%%2fdesk.c HTTP/1.1\r\n$H$C\r\n"
raw "backslashes" "400 *" "GET /a\\\\..\\\\b HTTP/1.1\r\n$H\r\n"
raw "bad query" "400 *" "GET /login?a=%%2 HTTP/1.1\r\n$H\r\n"
raw "two slashes" "400 *" "GET //evil.example/ HTTP/1.1\r\n$H\r\n"
raw "a target of 9 kB" "414 closed" "GET /$(long 9000) HTTP/1.1\r\n$H\r\n"
raw "a target of 100 kB" "4?? *closed" "GET /$(long 100000) HTTP/1.1\r\n$H\r\n"
raw "an endless request line" "*closed" "$(long 120000)"

# ---- headers ----
raw "no Host" "4?? *closed" "GET /login HTTP/1.1\r\n\r\n"
raw "empty Host" "4?? closed" "GET /login HTTP/1.1\r\nHost:\r\n\r\n"
raw "another Host" "421 closed" "GET /login HTTP/1.1\r\nHost: evil.example\r\n\r\n"
raw "another port" "421 closed" "GET /login HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n"
raw "a name that looks local" "421 closed" "GET /login HTTP/1.1\r\nHost: localhost.evil.example:$port\r\n\r\n"
raw "two Hosts" "400 closed" "${G}Host: evil.example\r\n\r\n"
raw "the same Host twice" "400 closed" "${G}$H\r\n"
raw "a blank before the colon" "400 closed" "${G}Content-Length : 0\r\n\r\n"
raw "a header without colon" "400 closed" "${G}nonsense\r\n\r\n"
raw "a header without a name" "[24]00 *" "${G}: value\r\n\r\n"
raw "a control in a name" "400 closed" "${G}X\x01: 1\r\n\r\n"
raw "a control in a value" "400 closed" "${G}X: a\x02b\r\n\r\n"
# libmicrohttpd ends a line at NUL: nothing behind it is seen by anybody
raw "NUL in a value" "200 open" 'GET /login HTTP/1.1\r\n'"$H"'X: a\x00b\r\n\r\n'
raw "NUL in Host" "200 open" 'GET /login HTTP/1.1\r\nHost: 127.0.0.1:'"$port"'\x00.evil.example\r\n\r\n'
# RFC 9112 §5.2: refuse, or make the fold one blank; libmicrohttpd does the latter
raw "a folded header" "200 open" "${G}X: a\r\n b\r\n\r\n"
raw "a folded Host" "4?? *closed" "GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n :$port\r\n\r\n"
raw "a blank before the first header" "4?? closed" "GET /login HTTP/1.1\r\n X: 1\r\n$H\r\n"
raw "CR alone" "4?? closed" "${G}X: a\rY: b\r\n\r\n"
raw "a header of 40 kB" "431 closed" "${G}X: $(long 40000)\r\n\r\n"
raw "3000 headers" "431 closed" "${G}$(for i in $(seq 3000); do printf 'X-%d: y\\r\\n' "$i"; done)\r\n"
raw "two cookies headers" "400 closed" "GET / HTTP/1.1\r\n$H$C$C\r\n"
raw "a cookie twice" "303 *" "GET / HTTP/1.1\r\n${H}Cookie: cairn_$port=$token; cairn_$port=x\r\n\r\n"
raw "a cookie of rubbish" "303 *" "GET / HTTP/1.1\r\n${H}Cookie: ;;=;cairn_$port=\"a,b\";\xff\r\n\r\n"
raw "a cookie of 20 kB" "431 *closed" "GET / HTTP/1.1\r\n${H}Cookie: cairn_$port=$(long 20000)\r\n\r\n"
raw "another session's token" "303 *" "GET / HTTP/1.1\r\n${H}Cookie: cairn_$port=$(long 64 0)\r\n\r\n"

# ---- bodies: what could be read as a second request must never be ----
X="GET /smuggled HTTP/1.1\r\n$H\r\n"
raw "GET with a body" "400 closed" "${G}${L} 40\r\n\r\n$X"
raw "HEAD with a body" "400 closed" "HEAD /login HTTP/1.1\r\n${H}${L} 40\r\n\r\n$X"
raw "GET with chunks" "400 closed" "${G}${T}\r\n\r\n0\r\n\r\n$X"
raw "length and chunks" "400 closed" "${P}${F}${L} 5\r\n${T}\r\n\r\n0\r\n\r\n$X"
raw "chunks and length" "400 closed" "${P}${F}${T}\r\n${L} 5\r\n\r\n0\r\n\r\n$X"
raw "two lengths" "400 closed" "${P}${F}${L} 0\r\n${L} 40\r\n\r\n$X"
raw "the same length twice" "400 closed" "${P}${F}${L} 3\r\n${L} 3\r\n\r\na=b"
raw "a list of lengths" "400 *closed" "${P}${F}${L} 3, 3\r\n\r\na=b"
raw "length below zero" "400 *closed" "${P}${F}${L} -1\r\n\r\n$X"
raw "length with a plus" "400 *closed" "${P}${F}${L} +3\r\n\r\na=b"
raw "length in hex" "400 *closed" "${P}${F}${L} 0x3\r\n\r\na=b"
raw "length beyond 64 bits" "4?? *closed" "${P}${F}${L} 99999999999999999999\r\n\r\na=b"
raw "length of a terabyte" "413 closed" "${P}${F}${L} 1099511627776\r\n\r\na=b"
raw "unknown coding" "501 closed" "${P}${F}Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n$X"
raw "chunked in disguise" "501 closed" "${P}${F}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n$X"
raw "chunked twice" "[45]0? closed" "${P}${F}${T}\r\n${T}\r\n\r\n0\r\n\r\n$X"
raw "a list of codings" "501 closed" "${P}${F}${T}, identity\r\n\r\n0\r\n\r\n$X"
raw "chunks over HTTP/1.0" "400 closed" "POST /login HTTP/1.0\r\n$H${F}${T}\r\n\r\n0\r\n\r\n"
raw "a chunk size of rubbish" "*closed" "${P}${F}${T}\r\n\r\nzz\r\na=b\r\n0\r\n\r\n$X"
raw "a chunk size below zero" "*closed" "${P}${F}${T}\r\n\r\n-3\r\na=b\r\n0\r\n\r\n"
raw "a chunk size too large" "*closed" "${P}${F}${T}\r\n\r\nFFFFFFFFFFFFFFFFF\r\na=b\r\n0\r\n\r\n"
raw "a chunk without its end" "*closed" "${P}${F}${T}\r\n\r\n3\r\na=bXX0\r\n\r\n"
raw "no type" "415 closed" "${P}${L} 3\r\n\r\na=b"
raw "a type not read here" "415 closed" "${P}Content-Type: text/xml\r\n${L} 3\r\n\r\na=b"
WAIT=5000 raw "an expectation" "4?? *" "${P}${F}Expect: 200-maybe\r\n${L} 3\r\n\r\na=b"
M="Content-Type: multipart/form-data"
raw "multipart without boundary" "4?? closed" "${P}$M\r\n${L} 3\r\n\r\na=b"
raw "multipart that never begins" "4?? *" "${P}$M; boundary=b\r\n${L} 9\r\n\r\nnothing 1"
raw "multipart that never ends" "4?? *" \
    "${P}$M; boundary=b\r\n${L} 57\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue 1"
raw "a part without a name" "4?? *" \
    "${P}$M; boundary=b\r\n${L} 51\r\n\r\n--b\r\nContent-Disposition: form-data\r\n\r\nv\r\n--b--\r\n  "
raw "pipelined" "200 200 open" "${G}\r\n${G}\r\n"
raw "pipelined after an error" "421 closed" "GET /login HTTP/1.1\r\nHost: evil.example\r\n\r\n${G}\r\n"
raw "nothing at all" "open" ""
raw "only line ends" "*" "\r\n\r\n\r\n\r\n"
echo "$sent requests of our own"

# ---- forged and replayed forms ----
post() { # post NAME STATUS curl-arguments…
    local name=$1 want=$2 got
    shift 2
    got=$(curl -s -o "$scratch/answer" -w '%{http_code}' -m 20 "$@")
    same "$name" "$got" "$want"
}
do=$url/do/publication-add
post "no session" 401 -F "_csrf=$csrf" -F NAME=Orlan -F source=x "$do"
post "no token" 403 -b "$scratch/jar" -F NAME=Orlan -F source=x "$do"
post "empty token" 403 -b "$scratch/jar" -F _csrf= -F NAME=Orlan -F source=x "$do"
post "token of nobody" 403 -b "$scratch/jar" -F "_csrf=$(long 64 0)" -F NAME=Orlan -F source=x "$do"
post "from another site" 403 -b "$scratch/jar" -H 'Origin: http://evil.example' -F "_csrf=$csrf" \
    -F NAME=Orlan -F source=x "$do"
post "from no site" 403 -b "$scratch/jar" -H 'Origin: null' -F "_csrf=$csrf" -F NAME=Orlan -F source=x "$do"
post "by another site's page" 403 -b "$scratch/jar" -H 'Sec-Fetch-Site: cross-site' -F "_csrf=$csrf" \
    -F NAME=Orlan -F source=x "$do"
post "got, not posted" 405 -b "$scratch/jar" "$do?NAME=Orlan&_csrf=$csrf"
post "no such act" 404 -b "$scratch/jar" -F "_csrf=$csrf" "$url/do/no-such"
post "an act of the machine alone" 404 -b "$scratch/jar" -F "_csrf=$csrf" -F DIR=/tmp/x "$url/do/init"
post "a path as a file" 400 -b "$scratch/jar" -F "_csrf=$csrf" -F PATH=/etc/passwd "$url/do/seal"
post "a path to write to" 400 -b "$scratch/jar" -F "_csrf=$csrf" -F ID=x -F out=/tmp/x "$url/do/publish"
post "an unknown field" 400 -b "$scratch/jar" -F "_csrf=$csrf" -F NAME=Orlan -F source=x -F nonsense=1 "$do"
post "a redirect elsewhere" 303 -b "$scratch/jar" -F "_csrf=$csrf" \
    -F NAME=Marat -F source=known -F _next=//evil.example/ "$do"
location=$(curl -s -o /dev/null -D - -b "$scratch/jar" -F "_csrf=$csrf" -F NAME=Kesh -F source=known \
    -F '_next=https://evil.example' "$do" |
    tr -d '\r' | sed -n 's/^Location: //p')
same "a redirect stays here" "$location" "/?done=publication-add"
post "a JSON body that is none" 400 -b "$scratch/jar" -H "X-CSRF-Token: $csrf" \
    -H 'Content-Type: application/json' -d '{' \
    "$url/api/v1/publication-add"
post "a JSON call without token" 403 -b "$scratch/jar" -H 'Content-Type: application/json' -d '{"NAME":"x"}' \
    "$url/api/v1/publication-add"
post "a call with the wrong method" 405 -b "$scratch/jar" "$url/api/v1/publication-add?NAME=x"
post "no such call" 404 -b "$scratch/jar" "$url/api/v1/no-such"
holds "problems say where to read on" "$(cat "$scratch/answer")" '"type":"docs/api.md#notfound"'
# uploads: a large one is taken, its bytes do not stay; too many are not
head -c 20000000 /dev/urandom >"$scratch/large.bin"
base64 <"$scratch/large.bin" >"$scratch/large.b64"
post "a large upload is a job" 303 -b "$scratch/jar" -F "_csrf=$csrf" -F "PATH=@$scratch/large.bin" "$url/do/seal"
post "a field of 17 MB" 413 -b "$scratch/jar" -F "_csrf=$csrf" -F NAME=Orlan -F "source=<$scratch/large.b64" "$do"
post "a file where none is taken" 400 -b "$scratch/jar" -F "_csrf=$csrf" -F "NAME=@$scratch/large.bin" "$do"
raw "more bytes than are taken, said before" "413 closed" "${P}$C$F${L} 9000000000\r\n\r\na=b"
for _ in $(seq 50); do [ "$(find "$scratch/tmp" -type f | wc -l)" = 0 ] && break; sleep 0.2; done
# a link works once
post "the link again" 403 "$link"
# a session that ended
curl -s -o /dev/null -c "$scratch/jar2" -b "$scratch/jar" -F "_csrf=$csrf" "$url/logout"
post "replayed after the end of the session" 401 -b "$scratch/jar" -F "_csrf=$csrf" -F NAME=Replay -F source=x "$do"
names=$("$cairn" -C "$scratch/case" publications --json 2>/dev/null)
for n in Orlan Replay x; do lacks "nothing forged was done" "$names" "\"name\":\"$n\""; done
holds "what was sent rightly was done" "$names" '"name":"Marat"'

# ---- slow clients: a hundred that say a byte now and then; the others are served meanwhile ----
for _ in $(seq 60); do printf "${G}\r\n" | timeout 8 "$wire" "$port" 100 300 >/dev/null & done
sleep 1
begin=$(date +%s%N)
for _ in 1 2 3 4 5; do
    ok "served beside slow clients" curl -s -f -o /dev/null -m 5 "$url/login"
done
took=$((($(date +%s%N) - begin) / 1000000))
[ $took -lt 4000 ] && pass || flunk "slow clients hold up the others: $took ms for five pages"
wait $(jobs -p | grep -v "^$desk$") 2>/dev/null

# ---- the end ----
lacks "no worker was lost" "$(cat "$scratch/out")" "ended by signal"
lacks "nothing of ours failed" "$(cat "$scratch/out")" "internal"
same "the private folder is empty" "$(find "$scratch/tmp" -type f | wc -l)" 0
# a worker that is killed is replaced
kill -KILL "$(pgrep -P $desk | head -n 1)"
sleep 1
for _ in 1 2 3 4; do ok "served after a worker died" curl -s -f -o /dev/null -m 5 "$url/login"; done
holds "and it is told" "$(cat "$scratch/out")" "ended by signal 9"
kill -TERM $desk
wait $desk
same "ends cleanly" $? 0
finish
