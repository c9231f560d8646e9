#!/bin/bash
# How fast the desk answers (wrk): pages for one who never pauses, for 32 people who look at a page about once a second,
# and for 32 connections that never pause (more than two cores can give: here to see that nothing breaks); edits one
# after the other and 32 at once; memory of all its processes.
#   bench/desk_http.sh [INCIDENTS]      a case made for it (build/bench_desk_case), default 2000
#   CASE=DIR KEY=FILE bench/desk_http.sh   a case that is there; it is written to
# The aims (100,000 incidents): any page p95 <= 200 ms, edit p95 <= 100 ms, memory <= 300 MB, no edit lost.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
B=${B:-build} n=${1:-2000} seconds=${SECONDS_EACH:-4}
scratch=$(mktemp -d)
desk=
trap '[ -n "$desk" ] && kill $desk 2>/dev/null && wait $desk; rm -rf "$scratch"' EXIT
command -v wrk >/dev/null || { echo "bench: wrk is not here (apt-get install wrk)"; exit 0; }
case=${CASE:-$scratch/case}
export CAIRN_KEY_FILE=${KEY:-$scratch/key}
if [ -z "${CASE:-}" ]; then
    make -s "B=$B" "$B/bench_desk_case" "$B/cairn" || exit 1
    "$B/bench_desk_case" make "$case" "$CAIRN_KEY_FILE" "$n" >&2 || exit 1
fi
"$B/cairn" -C "$case" serve --no-browser --workers "${WORKERS:-4}" >"$scratch/out" 2>&1 &
desk=$!
for _ in $(seq 600); do grep -q http:// "$scratch/out" && break; sleep 0.1; done
link=$(grep -o 'http://[^ ]*' "$scratch/out") || { cat "$scratch/out"; exit 1; }
port=${link#http://127.0.0.1:} port=${port%%/*} url=http://127.0.0.1:$port
curl -s -o /dev/null -c "$scratch/jar" "$link"
token=$(awk -v n="cairn_$port" '$6 == n {print $7}' "$scratch/jar")
csrf=$(curl -s -b "$scratch/jar" "$url/login" | grep -o 'name="csrf" content="[0-9a-f]*' | cut -d'"' -f4)
cat >"$scratch/p.lua" <<'LUA'
done = function(summary, latency, requests)
    local bad = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
    io.write(string.format("%.1f\t%.1f\t%.0f\t%d\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
        summary.requests / (summary.duration / 1e6), bad))
end
LUA
cat >"$scratch/people.lua" <<'LUA'
function delay() return math.random(500, 1500) end
LUA
cat "$scratch/p.lua" >>"$scratch/people.lua"
people() { # people PATH: 32 who open a page about once a second: p50, p95 in ms, answers a second, failures
    wrk -t1 -c32 -d8s --timeout 30s -s "$scratch/people.lua" -H "Cookie: cairn_$port=$token" "$url$1" | tail -n 1
}
page() { # page CONNECTIONS PATH: p50, p95 in ms, answers a second, failures
    wrk -t1 -c"$1" -d"${seconds}s" --timeout 30s -s "$scratch/p.lua" -H "Cookie: cairn_$port=$token" "$url$2" |
        tail -n 1
}
memory() { # of all processes, their own and their share of what is shared, MB
    for p in $desk $(pgrep -P $desk); do awk '/^Pss:/ {print $2}' "/proc/$p/smaps_rollup"; done |
        awk '{s += $1} END {printf "%.0f", s / 1024}'
}
p95() { sort -n | awk '{v[NR] = $1} END {if (NR) printf "%.0f", 1000 * v[int((NR * 95 + 99) / 100)]}'; }

claim=$(curl -s -b "$scratch/jar" "$url/review" | grep -o '/claim/[^"?#]*' | head -n 1)
incident=$(curl -s -b "$scratch/jar" "$url/incidents" | grep -o '/incident/[^"?#/]*' | head -n 1)
printf '%s\tc=1 p50\tp95\t/s\tbad\t32 people p50\tp95\t/s\tbad\tc=32 p50\tp95\t/s\tbad\n' "page (ms)"
for path in / /review /items /incidents /incidents/map "$claim" "$incident" /search '/search?words=Marat' /health \
    /jobs; do
    [ -n "$path" ] && [ "$(curl -s -o /dev/null -w '%{http_code}' -b "$scratch/jar" "$url$path")" = 200 ] || continue
    printf '%s\t%s\t%s\t%s\n' "$path" "$(page 1 "$path")" "$(people "$path")" "$(page 32 "$path")"
done
edit() { # edit NAME: seconds that it took
    curl -s -o /dev/null -w '%{time_total}\n' -b "$scratch/jar" -F "_csrf=$csrf" -F "NAME=$1" -F source=known \
        "$url/do/publication-add"
}
export -f edit
export scratch csrf url
printf 'edit, one at a time, p95 ms\t%s\n' "$(for i in $(seq 40); do edit "Bench One $i"; done | p95)"
printf 'edit, 32 at once, p95 ms\t%s\n' "$(seq 160 | xargs -P 32 -I{} bash -c 'edit "Bench Many {}"' | p95)"
made=$(curl -s -b "$scratch/jar" "$url/api/v1/publications" | grep -o '"name":"Bench [OM][a-z]* [0-9]*"' |
    sort -u | wc -l)
printf 'edits kept\t%s of 200\n' "$made"
printf 'memory of all processes, MB\t%s\n' "$(memory)"
grep -E "ended by|internal" "$scratch/out" && exit 1
exit 0
