#!/bin/bash
# Sealing beside restic and borg, in one run, on the same files and the same disk; the log; verifying; receipts.
# Writes bench/SEAL.md (or $OUT). Nothing is tested.
#   bench/seal.sh        RUNS=3 MIB=2048 FILES=100000 LEAVES=10000000 APPENDS=81920 BENCH_DIR=build/bench/seal
# The files lie in memory (/dev/shm) when it has room, the repositories on the disk of BENCH_DIR. Every program is
# followed by a sync of that file system, inside the measured time: what is compared is durable.
. "$(dirname "$0")/../tests/lib.sh"
runs=${RUNS:-3} mib=${MIB:-2048} files=${FILES:-100000} leaves=${LEAVES:-10000000} appends=${APPENDS:-81920}
disk=$(realpath -m "${BENCH_DIR:-$B/bench/seal}")
out=${OUT:-bench/SEAL.md}
tools/install.sh bench
make -s "B=$B" "$B/cairn" "$B/tests/tools/peak" "$B/bench_seal_files" "$B/bench_seal_log" "$B/bench_seal_core" || exit 1
rm -rf "$disk" && mkdir -p "$disk" || exit 1
memory=/dev/shm/cairn-bench-$$
[ "$(df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 {print $4 + 0}')" -gt $((mib * 5 / 2 + files / 100 + 512)) ] ||
    memory=$disk/files
mkdir -p "$memory" || exit 1
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch" "$disk" "$memory"' EXIT
export BORG_PASSPHRASE=bench BORG_BASE_DIR=$scratch/borg RESTIC_PASSWORD=bench RESTIC_CACHE_DIR=$scratch/restic
unset CAIRN_CLOCK
"$B/bench_seal_files" large "$memory/large" "$mib"
"$B/bench_seal_files" small "$memory/small" "$files"
bytes_of() { find "$1" -type f -printf '%s\n' | awk '{s += $1} END {printf "%.0f", s}'; }
large_bytes=$(bytes_of "$memory/large") small_bytes=$(bytes_of "$memory/small")
large_files=$(find "$memory/large" -type f | wc -l)
rows=$scratch/rows
: >"$rows"

peak() { # peak WHAT TOOL BYTES FILES COMMAND…: a row: what, tool, bytes, files, wall ms, processor ms, MiB, load
    local what=$1 tool=$2 bytes=$3 n=$4 load kib ms cpu
    shift 4
    load=$(cut -d' ' -f1 /proc/loadavg)
    "$B/tests/tools/peak" "$scratch/peak" "$@" >/dev/null 2>"$scratch/err" ||
        { echo "bench: $tool, $what: $(tail -n 2 "$scratch/err" | tr '\n' ' ')" >&2; return 1; }
    read -r kib ms cpu <"$scratch/peak"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$what" "$tool" "$bytes" "$n" "$ms" "$cpu" $((kib / 1024)) "$load" |
        tee -a "$rows" >&2
}
made() { # made TOOL REPO: an empty repository of that tool
    rm -rf "$2" "$2.key" "$scratch/borg" "$scratch/restic"
    case $1 in
    cairn) CAIRN_KEY_FILE=$2.key "$cairn" init "$2" --no-passphrase ;;
    restic) restic init -q --repo "$2" ;;
    borg) borg init -e repokey-blake2 "$2" ;;
    esac >/dev/null 2>&1
    sync -f "$disk"
}
# shellcheck disable=SC2016
seal() { # seal TOOL WHAT FOLDER BYTES FILES REPO [PIN…]
    local tool=$1 what=$2 folder=$3 bytes=$4 n=$5 repo=$6
    shift 6
    made "$tool" "$repo"
    case $tool in
    cairn) peak "$what" cairn "$bytes" "$n" "$@" env "CAIRN_KEY_FILE=$repo.key" sh -c '"$1" -C "$2" seal "$3" >"$2.acks" && sync -f "$2"' \
        - "$cairn" "$repo" "$folder" ;;
    restic) peak "$what" restic "$bytes" "$n" "$@" sh -c 'restic backup -q --compression off --repo "$1" "$2" && sync -f "$1"' - "$repo" "$folder" ;;
    borg) peak "$what" borg "$bytes" "$n" "$@" sh -c 'borg create --compression none "$1::a" "$2" && sync -f "$1"' - "$repo" "$folder" ;;
    esac
}
for ((run = 0; run < runs; run++)); do # one after the other within a run, so that a busy moment meets all
    for tool in cairn restic borg; do
        seal $tool "large files" "$memory/large" "$large_bytes" "$large_files" "$disk/$tool"
        [ $tool != cairn ] ||
            CAIRN_KEY_FILE=$disk/cairn.key peak "verify --deep of the large files, one core" cairn "$large_bytes" "$large_files" \
                taskset -c 0 "$cairn" -C "$disk/cairn" verify --deep
        rm -rf "${disk:?}/$tool"
        seal $tool "small files" "$memory/small" "$small_bytes" "$files" "$disk/$tool"
        [ $tool != cairn ] || { # the tables, which seal leaves to the next command
            CAIRN_KEY_FILE=$disk/cairn.key peak "small files, tables brought up to the log" cairn "$small_bytes" "$files" \
                "$cairn" -C "$disk/cairn" incidents
            CAIRN_KEY_FILE=$disk/cairn.key peak "verify --deep of the small files, with a replay of the tables, one core" cairn "$small_bytes" "$files" \
                taskset -c 0 "$cairn" -C "$disk/cairn" verify --deep
        }
        rm -rf "${disk:?}/$tool"
        [ "$memory" != "$disk/files" ] || continue
        seal $tool "large files, one core, in memory" "$memory/large" "$large_bytes" "$large_files" "$memory/$tool" taskset -c 0
        rm -rf "${memory:?}/$tool"
    done
    peak "hash only, one core" "openssl dgst -sha256" "$large_bytes" "$large_files" taskset -c 0 \
        sh -c 'find "$1" -type f -exec openssl dgst -sha256 {} +' - "$memory/large"
    peak "hash only, one core" sha256sum "$large_bytes" "$large_files" taskset -c 0 \
        sh -c 'find "$1" -type f -exec sha256sum {} +' - "$memory/large"
done
speed() { openssl speed -seconds 2 -bytes 65536 -evp "$1" 2>/dev/null | awk 'END {sub("k", "", $2); printf "%.0f", $2 / 1000}'; }
sha=$(taskset -c 0 openssl speed -seconds 1 -bytes 65536 -evp sha256 >/dev/null 2>&1; speed sha256) chacha=$(speed chacha20-poly1305)
core=$(taskset -c 0 "$B/bench_seal_core" "$memory/large" | cut -f2)
log_load=$(cut -d' ' -f1 /proc/loadavg)
"$B/bench_seal_log" append "$disk/log" "$appends" 256 >"$scratch/append"
long_load=$(cut -d' ' -f1 /proc/loadavg)
{ "$B/bench_seal_log" long "$disk/long" "$leaves" && "$B/bench_seal_log" long "$disk/long" "$leaves"; } >"$scratch/long"
rm -rf "$disk/long" "$disk/log"

# A receipt of a figure from the sample reports, checked with the case and with the program that needs none.
export CAIRN_KEY_FILE=$scratch/case.key
new_case "$scratch/case"
"$cairn" -C "$scratch/case" add samples/reports >/dev/null 2>&1
figure=$("$cairn" -C "$scratch/case" figures --json 2>/dev/null | grep -o '"id":"f-[^"]*"' | head -n 1 | cut -d'"' -f4)
"$cairn" -C "$scratch/case" receipt "$figure" -o "$scratch/receipt" >/dev/null 2>&1
checks=100
many() { for ((i = 0; i < checks; i++)); do "$@" >/dev/null 2>&1 || return 1; done; }
receipt() { # receipt PROGRAM…: a check, mean, its process included
    local TIMEFORMAT='%R %U %S' took
    took=$( { time many "$@"; } 2>&1) || return 1
    awk -v n=$checks '{printf "%.1f ms (%.1f ms of a core)", $1 / n * 1e3, ($2 + $3) / n * 1e3}' <<<"$took"
}
receipt_load=$(cut -d' ' -f1 /proc/loadavg)
by_cairn=$(receipt "$cairn" verify "$scratch/receipt") || by_cairn="did not check"
by_verifier=$( [ -x "$B/cairn-verify" ] && receipt "$B/cairn-verify" "$scratch/receipt") || by_verifier="not measured"

table() { # table WHAT files|bytes: medians of the runs
    awk -F'\t' -v what="$1" -v unit="$2" '
        $1 == what {
            n[$2]++; w[$2, n[$2]] = $5; c[$2, n[$2]] = $6; bytes = $3; files = $4
            if ($7 > m[$2]) m[$2] = $7
            l[$2] = l[$2] (l[$2] ? ", " : "") $8
            if (n[$2] == 1) order[++k] = $2
        }
        function middle(v, t,   i, j, x, s) {
            for (i = 1; i <= n[t]; i++) s[i] = v[t, i]
            for (i = 1; i <= n[t]; i++) for (j = i + 1; j <= n[t]; j++) if (s[j] < s[i]) { x = s[i]; s[i] = s[j]; s[j] = x }
            return s[int((n[t] + 1) / 2)]
        }
        END {
            if (!k) exit
            amount = unit == "files" ? files : bytes / 1e6
            unit = unit == "files" ? "files/s" : "MB/s"
            printf "| %s | seconds | %s | %s a second of a core | MiB at most | load before |\n|---|---|---|---|---|---|\n", what, unit, unit
            for (i = 1; i <= k; i++) {
                t = order[i]; a = middle(w, t) / 1000; b = middle(c, t) / 1000
                printf "| %s | %.2f | %.0f | %.0f | %d | %s |\n", t, a, amount / (a ? a : 1e9), amount / (b ? b : 1e9), m[t], l[t]
            }
            print ""
        }' "$rows"
}
plain() { # plain FILE: lines of "what, value, unit" as a table
    printf '| what | figure |\n|---|---|\n'
    awk -F'\t' '{v = $2 + 0; printf "| %s | %s %s |\n", $1, (v >= 1000 ? sprintf("%.0f", v) : $2), $3}' "$1"
    echo
}
{
    echo "# Sealing, measured"
    echo
    echo "One run of \`bench/seal.sh\`, $(date -u +%Y-%m-%d), medians of $runs. $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
        "$(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GiB, $(df -PT "$disk" | awk 'NR == 2 {print $2}')." \
        "cairn $(cat VERSION), $(restic version | cut -d' ' -f1,2), $(borg --version), $(openssl version | cut -d' ' -f1,2), $(sha256sum --version | head -n 1 | awk '{print $2, $3, $4}')."
    echo
    echo "$large_files incompressible files of 1 to 20 MiB, $((large_bytes / 1000000)) MB; $files files of 1 to 8 KiB, $((small_bytes / 1000000)) MB. Files" \
        "$( [ "$memory" = "$disk/files" ] && echo "on the same disk" || echo "in memory"), repositories on the disk, a sync of it inside of the time."
    echo
    echo "**They do other work.** restic and borg cut files into chunks by their content, keep each chunk once and go on from an earlier" \
        "backup; compression is off here. cairn does not: it signs, writes a manifest and a salted commitment for every file, and pads sizes." \
        "Its time is until the acknowledgement; the tables, a cache, are brought up to the log by the next command (measured by itself)."
    echo
    table "large files" bytes
    table "large files, one core, in memory" bytes
    table "small files" files
    table "small files, tables brought up to the log" files
    table "verify --deep of the large files, one core" bytes
    table "verify --deep of the small files, with a replay of the tables, one core" files
    table "hash only, one core" bytes
    echo "Reading, hashing and encrypting alone, nothing written: **$core MB/s of a core**. \`openssl speed\`, 64 KiB, in the same run:" \
        "SHA-256 $sha, ChaCha20-Poly1305 $chacha MB/s; one after the other they allow" \
        "$(awk -v a="$sha" -v b="$chacha" 'BEGIN {printf "%.0f", a && b ? 1 / (1 / a + 1 / b) : 0}') MB/s."
    echo
    echo "## The log"
    echo
    echo "$appends entries, 256 a transaction, signed and durable (load $log_load before):"
    echo
    plain "$scratch/append"
    echo "A log of $leaves leaves (load $long_load before):"
    echo
    plain "$scratch/long"
    echo "## Receipts"
    echo
    echo "A receipt of a figure of the sample reports, a whole process each, mean of $checks (load $receipt_load before): \`cairn verify\` $by_cairn," \
        "\`cairn-verify\` $by_verifier."
} >"$out"
cat "$out"
