#!/bin/bash
# The case at rest: words of a sealed report are in no byte that a command leaves on a disk; keys lie in locked memory
# and in no core dump; a page of the tables put back, and tables cut or rolled back, are noticed
# or give the right numbers.
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1
mkdir -m 700 run tmp config cache data in
export XDG_RUNTIME_DIR=$scratch/run TMPDIR=$scratch/tmp XDG_CACHE_HOME=$scratch/cache XDG_DATA_HOME=$scratch/data
export CAIRN_KEY_FILE=$scratch/config/case.key SQLITE_TMPDIR=$scratch/tmp
nonce=$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
word=Zephyrquartz$nonce
arabic=زمردة$nonce
note=Velvetstone$nonce
cat >in/report.txt <<T
MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat, near the $word bridge.
A resident named $word Soro said that neighbours had found 14 bodies, three of them children. $arabic
T
echo "quiet blue stones" >in/pass

# ---- planted words ----
traced() { # traced COMMAND…: under strace when it is there; what is written to files goes into trace.*
    if command -v strace >/dev/null; then
        strace -ff -qq -y -s 1000000 -o "$scratch/in/trace" \
            -e trace=write,pwrite64,writev,pwritev,pwritev2,openat,creat,open,mmap,memfd_create \
            "$cairn" "$@" >>in/out 2>&1
    else
        "$cairn" "$@" >>in/out 2>&1
    fi
}
commands() {
    traced -C case add in/report.txt --publication "$note Courier" --published 2031-03-10
    traced -C case seal in/report.txt
    traced -C case search "$word"
    traced -C case claims
    traced -C case figures
    traced -C case list import --file in/list.csv --list "$note list"
    traced -C case persons --search "$word"
    traced -C case verify --deep
    traced -C case rebuild
    traced -C case key rotate --passphrase-file in/pass --reason "$note reason"
    traced node seal phone in/report.txt --note "$note" --by "$word"
    traced -C case --passphrase-file in/pass node take phone/captures/*.age --ack in/ack
}
printf 'No,Name,Age\n1,%s Soro,34\n' "$word" >in/list.csv
"$cairn" init case --name "At rest" --scrypt-work 10 --passphrase-file in/pass >/dev/null 2>&1 || flunk "init"
"$cairn" -C case --passphrase-file in/pass unlock --for 5 >/dev/null 2>&1 || flunk "unlock"
"$cairn" -C case publication add "$note Courier" --source imprint >/dev/null 2>&1
"$cairn" node init phone --case case/cairn.case >/dev/null 2>&1
commands
holds "the words were there to be read" "$(cat in/out)" "$word"

spelt() { # WORD: as UTF-8, UTF-16LE and UTF-16BE, each as an escape for grep -P
    local enc
    for enc in UTF-8 UTF-16LE UTF-16BE; do
        printf %s "$1" | iconv -f UTF-8 -t $enc | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g'
        echo
    done
}
here=$(df --output=target . | tail -n 1)/${scratch##*/}
# shellcheck disable=SC2046
set -- case phone tmp run config cache data $(find /dev/shm -mindepth 1 -maxdepth 1 ! -path "$here" 2>/dev/null)
looked=0
for w in "$word" "$arabic" "$note" "${word,,}"; do
    while read -r bytes; do
        looked=$((looked + 1))
        found=$(LC_ALL=C grep -rlaP "$bytes" "$@" 2>/dev/null)
        [ -z "$found" ] || flunk "a planted word is on the disk" "$w: $found"
    done < <(spelt "$w")
done
[ "$looked" = 12 ] && LC_ALL=C grep -qaP "$(spelt "$arabic" | head -n 1)" in/report.txt && pass ||
    flunk "the search for words finds none where there are some"
find case phone tmp run config cache data -type f | wc -l >in/count
if ls in/trace.* >/dev/null 2>&1; then
    # What was written to files while the commands ran, removed files included. The output of the commands (in/) is
    # theirs to show; what goes through pipes and memory (memfd) stays in memory.
    grep -hE '^(write|pwrite64|writev|pwritev2?)\([0-9]+<(/[^>]*)>' in/trace.* |
        grep -vE "^[a-z0-9]+\([0-9]+<($scratch/in/|/dev/(null|tty|pts)|/memfd:)" >in/writes
    [ "$(wc -l <in/writes)" -gt 100 ] && pass || flunk "strace saw few writes" "$(wc -l <in/writes)"
    LC_ALL=C grep -aiE "$nonce" in/writes | cut -c1-200 >in/planted
    [ -s in/planted ] && flunk "a planted word was written to a file" "$(head -n 3 in/planted)" || pass
    # Files opened for writing are inside the case, the node, the runtime folder, or what was asked for.
    grep -hoE '(openat|open|creat)\(.*O_(WRONLY|RDWR).*' in/trace.* | grep -v ENOENT | grep -oE '= [0-9]+<[^>]*>' |
        grep -oE '<[^>]*>' | tr -d '<>' | sed 's/ (deleted)$//' | grep '^/' | sort -u >in/opened
    fine="^($scratch/(case|phone|config|in|run)/|$scratch/(case|phone)$|/dev/(null|tty|urandom)|/memfd:|/proc/)"
    strange=$(grep -vE "$fine" in/opened)
    [ -z "$strange" ] && pass || flunk "opened for writing elsewhere" "$strange"
    grep -hE 'mmap\(.*PROT_WRITE.*MAP_SHARED.*[0-9]+<' in/trace.* | grep -vE -- '-shm>|/memfd:' >in/mapped
    [ -s in/mapped ] && flunk "files mapped for writing" "$(head -n 3 in/mapped)" || pass
    rm -f in/trace.*
else
    echo "skipped: strace is not installed"
fi

# ---- keys in memory ----
"$cairn" -C case --passphrase-file in/pass serve --no-browser >in/said 2>&1 &
desk=$!
for _ in {1..100}; do grep -q http://127 in/said && break; sleep 0.1; done
if [ -r /proc/$desk/smaps ] && grep -q VmFlags /proc/$desk/smaps 2>/dev/null; then
    same "keys: locked and left out of dumps" \
        "$(awk '/^Locked:/ {n = $2} /^VmFlags:/ && n > 0 {all++; if (/ dd/) kept++}
        END {print (all > 0 && all == kept) ? "yes" : "no"}' /proc/$desk/smaps)" yes
    same "no core" "$(awk '/^Max core/ {print $5 $6}' /proc/$desk/limits)" 00
else
    echo "skipped: /proc/PID/smaps of a process that cannot be dumped is root's"
fi
: >in/said2
(
    ulimit -c unlimited 2>/dev/null
    cd "$scratch/tmp" && exec "$cairn" -C ../case --passphrase-file ../in/pass serve --no-browser >../in/said2 2>&1
) &
crash=$!
for _ in {1..100}; do grep -q http://127 in/said2 && break; sleep 0.1; done
kill -SEGV $crash
wait $crash 2>/dev/null
[ $? -gt 128 ] && pass || flunk "the desk did not end by the signal"
same "no core was written" "$(find tmp case -name '*core*')" ""
kill -TERM $desk
wait $desk 2>/dev/null
"$cairn" -C case lock >/dev/null 2>&1

# ---- the tables, replayed ----
export CAIRN_KEY_FILE=$scratch/plain.key
figures() { "$cairn" -C plain --json figures 2>/dev/null; }
put_back() { rm -f plain/projection.db*; cp -a "$1"/projection.db* plain/; }
keep() { mkdir -p "$1" && cp -a plain/projection.db* "$1"/; }
"$cairn" init plain --no-passphrase >/dev/null 2>&1
"$cairn" -C plain publication add "Marat Courier" --source imprint >/dev/null 2>&1
"$cairn" -C plain add in/report.txt --publication "Marat Courier" --published 2031-03-10 >/dev/null 2>&1
figures >in/figures.old
keep old
sed 's/14 bodies/31 bodies/; s/Marat/Pelsun/g' in/report.txt >in/second.txt
"$cairn" -C plain add in/second.txt --publication "Marat Courier" --published 2031-03-11 >/dev/null 2>&1
claim=$("$cairn" -C plain claims --json | grep -o '"id":"c-[^"]*"' | head -n 1 | cut -d'"' -f4)
"$cairn" -C plain review "$claim" accept --reason seen >/dev/null 2>&1
figures >in/figures.now
keep now
same "the two states differ" "$(cmp -s in/figures.old in/figures.now; echo $?)" 1

right_or_refused() { # WHAT: the figures are the right ones, or there is an error; never other ones
    local out rc
    out=$("$cairn" -C plain --json figures 2>in/err)
    rc=$?
    if [ $rc -ne 0 ] || [ "$out" = "$(cat in/figures.now)" ]; then return 0; fi
    # Wrong numbers are shown: then the check must say so.
    "$cairn" -C plain rebuild --check >/dev/null 2>&1 && return 1
    wrong=$((wrong + 1))
    return 0
}
wrong=0
put_back old
right_or_refused && pass || flunk "tables rolled back whole"
same "tables rolled back whole: replayed" "$(figures)" "$(cat in/figures.now)"
size=$(stat -c %s now/projection.db)
for cut in 0 1 4095 4096 8192 $((size / 2)) $((size - 4096)) $((size - 1)); do
    put_back now
    truncate -s $cut plain/projection.db
    right_or_refused && pass || flunk "tables cut to $cut bytes"
done
page() { dd if="$1/projection.db" bs=4096 skip="$2" count=1 2>/dev/null; }
pages=$((size / 4096)) tried=0 noticed=0 same_numbers=0
for ((p = 0; p < pages; p++)); do
    cmp -s <(page old $p) <(page now $p) && continue
    [ $((p * 4096)) -lt "$(stat -c %s old/projection.db)" ] || continue
    tried=$((tried + 1))
    [ $tried -le 24 ] || break
    put_back now
    dd if=old/projection.db of=plain/projection.db bs=4096 skip=$p seek=$p count=1 conv=notrunc 2>/dev/null
    if "$cairn" -C plain rebuild --check >/dev/null 2>&1; then
        # Not noticed: then everything that the tables tell must be as it was.
        if [ "$(figures)" = "$(cat in/figures.now)" ]; then
            same_numbers=$((same_numbers + 1))
        else
            flunk "page $p put back: other numbers, and the check is silent"
        fi
    else
        noticed=$((noticed + 1))
    fi
done
[ $tried -gt 5 ] && [ $noticed -gt 0 ] && pass || flunk "pages put back: $tried tried, $noticed noticed"
echo "  pages of the tables put back one by one: $((noticed + same_numbers)); noticed by rebuild --check: $noticed;" \
    "unnoticed, with the right numbers: $same_numbers; wrong figures in cut or rolled back tables, then noticed: $wrong"
put_back now
"$cairn" -C plain rebuild >/dev/null 2>&1
same "rebuild heals" "$(figures)" "$(cat in/figures.now)"
finish
