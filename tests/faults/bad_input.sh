#!/bin/bash
# Bad input and bad surroundings: always a clear one-line error with a hint, or a sealed item marked unreadable; never
# a crash.
. "$(dirname "$0")/../lib.sh"
case=$scratch/case
in=$scratch/in
mkdir "$in"
new_case "$case"

state_of() { # state_of NAME: "unreadable (why)" or "read", by the item's JSON
    "$cairn" -C "$case" items --json | grep -F "\"$1\"" | tail -n 1
}
sealed_not_read() { # sealed_not_read FILE WHY-PART: added with status 0, listed, and not read for this reason
    local name
    name=$(basename "$1")
    ok "$name is sealed" "$cairn" -C "$case" add "$1"
    holds "$name is listed" "$(state_of "$name")" "unreadable"
    holds "$name says why" "$(state_of "$name")" "$2"
}

# Files that hold nothing to read.
: >"$in/empty.txt"
sealed_not_read "$in/empty.txt" empty
for i in {1..4000}; do printf '\x7fELF\x01\x02\x03\x04\xff\xfe%d' "$i"; done >"$in/junk.bin"
sealed_not_read "$in/junk.bin" ""
printf 'Five people\0were killed.\0\0\0' >"$in/nul.txt"
sealed_not_read "$in/nul.txt" ""
truncate -s 1G "$in/huge.txt"
ok "1 GiB" "$B/tests/tools/peak" "$scratch/peak" "$cairn" -C "$case" add "$in/huge.txt"
holds "1 GiB is listed" "$(state_of huge.txt)" unreadable
read -r kib _ <"$scratch/peak"
if [ "$kib" -le 153600 ]; then pass; else flunk "1 GiB: $kib KiB resident; the most is 150 MiB"; fi
rm "$in/huge.txt"

# Text that hurts.
printf 'Officials said that 12 people \xff\xfe were killed in Saltgate.\n' >"$in/latin.txt"
ok "invalid UTF-8" "$cairn" -C "$case" add "$in/latin.txt"
head -c 50000000 /dev/zero | tr '\0' 'a' >"$in/line.txt"
ok "one line of 50 MB" "$B/tests/tools/peak" "$scratch/peak" "$cairn" -C "$case" add "$in/line.txt"
rm "$in/line.txt"
{
    printf '<html><script>alert("5 were killed")</script>'
    for i in {1..10000}; do printf '<div>'; done
    printf '<p>Officials said that twelve people were killed in Saltgate.</p><script src="http://x.invalid/"></script>'
} >"$in/deep.html"
ok "10,000-deep HTML" "$cairn" -C "$case" add "$in/deep.html"
lacks "a script is no claim" "$("$cairn" -C "$case" claims --json)" alert

# Paths.
fails_with 3 "a file that is not there" nowhere.txt "$cairn" -C "$case" add "$in/nowhere.txt"
mkfifo "$in/pipe"
fails_with 8 "a pipe" pipe "$cairn" -C "$case" add "$in/pipe"
rm "$in/pipe"
fails_with 3 "a case that is not there" nocase "$cairn" -C "$scratch/nocase" items
fails_with 5 "a case twice" "$case" "$cairn" init "$case" --no-passphrase
fails_with 2 "a wrong option" bogus "$cairn" -C "$case" add --bogus "$in/latin.txt"
fails_with 2 "a wrong command" frobnicate "$cairn" frobnicate
fails_with 2 "a wrong date" 2031-02-30 "$cairn" -C "$case" add "$in/latin.txt" --published 2031-02-30

# A file that grows while it is read. The writer never pauses, so any read of 256 MB sees it grow.
truncate -s 256M "$in/growing.txt"
(for ((i = 0; i < 2000000; i++)); do printf x >>"$in/growing.txt"; done) 2>/dev/null &
writer=$!
fails_with 5 "a file that changes while being read" changed "$cairn" -C "$case" add "$in/growing.txt"
kill "$writer"
wait "$writer" 2>/dev/null
rm -f "$in/growing.txt"

# Permissions: as somebody who is not root.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    mkdir "$in/closed"
    echo 'Officials said that nine people were killed.' >"$in/closed/a.txt"
    chmod 700 "$in/closed"
    chmod 755 "$scratch" "$in"
    chmod -R a+rwX "$case"
    chmod a+r "$CAIRN_KEY_FILE"
    nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
    # shellcheck disable=SC2086
    fails_with 74 "a folder without permission" closed $nobody "$cairn" -C "$case" add "$in/closed"
    chmod 600 "$CAIRN_KEY_FILE"
elif [ "$(id -u)" -ne 0 ]; then
    mkdir "$in/closed"
    chmod 000 "$in/closed"
    fails_with 74 "a folder without permission" closed "$cairn" -C "$case" add "$in/closed"
else
    echo "skipped: permissions (root without setpriv)"
fi

# A full disk: at every write of an operation, then for real where a small file system can be mounted.
before=$("$cairn" -C "$case" items --json | sort)
for n in 1 2 3 5 8 13; do
    echo "Officials said that $n people were killed in Saltgate." >"$in/full$n.txt"
    CAIRN_FAULT=enospc:$n fails_with 74 "disk full at write $n" "" "$cairn" -C "$case" add "$in/full$n.txt"
done
same "nothing was added on a full disk" "$("$cairn" -C "$case" items --json | sort)" "$before"
ok "the case is whole after a full disk" "$cairn" -C "$case" verify
real_full_disk() {
    mount -t tmpfs -o size=3m tmpfs "$scratch/small" || exit 200
    "$cairn" init "$scratch/small/case" --no-passphrase --key-file "$scratch/small.key" || exit 201
    head -c 5000000 /dev/zero | tr '\0' 'x' >"$in/big.txt"
    "$cairn" -C "$scratch/small/case" --key-file "$scratch/small.key" add "$in/big.txt"
    local rc=$?
    "$cairn" -C "$scratch/small/case" --key-file "$scratch/small.key" verify >/dev/null 2>&1 || exit 202
    exit $rc
}
mkdir "$scratch/small"
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
    export -f real_full_disk
    export cairn scratch in
    fails_with 74 "a disk that is really full" "" unshare -m bash -c real_full_disk
else
    echo "skipped: a small file system needs root"
fi

# Two at once: the second waits and says so; then it gives up after 30 s with status 9.
echo 'Officials said that 14 people were killed in Saltgate.' >"$in/second.txt"
flock "$case/lock" sleep 2 &
sleep 0.3
out=$("$cairn" -C "$case" add "$in/second.txt" 2>&1)
same "the second waits and goes on" $? 0
holds "the second says that it waits" "$out" wait
wait
flock "$case/lock" sleep 40 &
holder=$!
sleep 0.3
fails_with 9 "the second gives up" "" "$cairn" -C "$case" add "$in/latin.txt"
kill "$holder"
wait 2>/dev/null

# Keys.
fails_with 4 "a key that is not there" nokey "$cairn" -C "$case" --key-file "$scratch/nokey" items
echo "correct horse" >"$scratch/right"
echo "wrong horse" >"$scratch/wrong"
ok "a case under a passphrase" "$cairn" init "$scratch/locked" --key-file "$scratch/locked.key" \
    --passphrase-file "$scratch/right" --scrypt-work 10
ok "the right passphrase" "$cairn" -C "$scratch/locked" --key-file "$scratch/locked.key" \
    --passphrase-file "$scratch/right" items
fails_with 4 "a wrong passphrase" passphrase "$cairn" -C "$scratch/locked" --key-file "$scratch/locked.key" \
    --passphrase-file "$scratch/wrong" items
fails_with 4 "no passphrase" passphrase "$cairn" -C "$scratch/locked" --key-file "$scratch/locked.key" items
fails_with 4 "another case's key" key "$cairn" -C "$case" --key-file "$scratch/locked.key" \
    --passphrase-file "$scratch/right" items

ok "the case is whole after all that" "$cairn" -C "$case" verify --deep
ok "the projection is what the log says" "$cairn" -C "$case" rebuild --check
finish
