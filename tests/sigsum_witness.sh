# Debian's sigsum-witness for a case, on some free port. Source it after lib.sh:  . tests/sigsum_witness.sh
#   witness_there             are the programs there? says what is skipped when not
#   witness_start CASE FILE   starts it for the case's log, ends it with the script; FILE becomes the policy that asks
#                             for its cosignature; $witness_url, $witness_name, its state in $scratch/witness/state
# Its build wants GODEBUG=httpmuxgo121=0 and a prefix.
witness_there() {
    local p
    for p in sigsum-witness sigsum-key curl; do
        command -v $p >/dev/null || { echo "skipped: $p is not here"; return 1; }
    done
}
witness_start() {
    local at=$scratch/witness vkey port
    mkdir -p "$at"
    "$cairn" -C "$1" log key | sigsum-key from-vkey -k /dev/stdin -o "$at/log.pub" &&
        sigsum-key generate -o "$at/key" || return
    witness_name=sigsum.org/v1/witness/$(sigsum-key to-hash -k "$at/key.pub")
    vkey=$(sigsum-key to-vkey -k "$at/key.pub" -t cosignature/v1 -n "$witness_name")
    for port in $(seq $((20000 + $$ % 20000)) 7 65000 | head -n 20); do # the first that it can listen on
        GODEBUG=httpmuxgo121=0 sigsum-witness -k "$at/key" --log-key "$at/log.pub" --state-file "$at/state" \
            --url-prefix w "127.0.0.1:$port" >"$at/log" 2>&1 &
        witness=$!
        for _ in {1..40}; do
            curl -s -o /dev/null "http://127.0.0.1:$port/w/" && break 2
            kill -0 $witness 2>/dev/null || break
            sleep 0.1
        done
        kill $witness 2>/dev/null
    done
    trap 'kill $witness 2>/dev/null; chmod -R u+rwX "$scratch"; rm -rf "$scratch"' EXIT
    witness_url=http://127.0.0.1:$port/w
    printf 'log %s\nwitness debian %s %s/\nquorum debian\n' "$("$cairn" -C "$1" log key)" "$vkey" "$witness_url" >"$2"
}
