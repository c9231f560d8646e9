#!/bin/bash
# A restore drill: a case of SIZE MiB is backed up while somebody adds to it, its folder is lost, and it is made again
# from the backup with the key file alone. Every file that was sealed before the backup is there, byte for byte.
#   tests/faults/restore_drill.sh        32 MiB; `make torture` runs it with SIZE=1024
. "$(dirname "$0")/../lib.sh"
size=${SIZE:-32}
cd "$scratch" || exit 1
case=$scratch/case backup=$scratch/backup again=$scratch/again

# Three large files, and small ones.
mkdir files
for i in 1 2 3; do head -c $((size * 1048576 / 4)) /dev/urandom >"files/large-$i"; done
mkdir files/small
head -c $((size * 1048576 / 4)) /dev/urandom | split -a 5 -b 16384 - files/small/s
new_case "$case"
ok "the files are sealed" "$cairn" -C "$case" seal files
(cd files && find . -type f -exec sha256sum {} +) | cut -d' ' -f1 | sort >sums
same "as many items as files" "$("$cairn" -C "$case" items --json --limit 100000 | wc -l)" "$(wc -l <sums)"

# Somebody goes on adding.
(
    n=0
    while [ ! -e stop ]; do
        n=$((n + 1))
        echo "late $n" >"late-$n"
        "$cairn" -C "$case" seal "late-$n" >/dev/null 2>&1
    done
) &
adding=$!
ok "backed up meanwhile" "$cairn" -C "$case" backup "$backup"
ok "and again" "$cairn" -C "$case" backup "$backup"
touch stop
wait "$adding"
cp "$case/log/checkpoint" known
fails_with 6 "a known checkpoint that the backup does not reach is not forgotten" "checkpoint that is known" \
    "$cairn" restore "$backup" "$again" --checkpoint known
ok "the last backup" "$cairn" -C "$case" backup "$backup"
ok "the backup is whole, without a key" env CAIRN_KEY_FILE=/nowhere "$cairn" backup check "$backup"

rm -rf "$case"
ok "restored" "$cairn" restore "$backup" "$again" --checkpoint known
same "the same checkpoint" "$(cat "$again/log/checkpoint")" "$(cat known)"
ok "it verifies, every pack opened" "$cairn" -C "$again" verify --deep
ok "its tables are those of its log" "$cairn" -C "$again" rebuild --check
"$cairn" -C "$again" items --json --limit 100000 | grep -o '"id":"sha256:[0-9a-f]*"' | cut -c14-77 | sort >got
same "every file is there" "$(comm -23 sums got | wc -l)" 0
item=$(head -n 1 sums)
ok "one of them goes out" "$cairn" -C "$again" bag export "sha256:$item" --out "$scratch/out"
same "byte for byte" "$(sha256sum "$scratch"/out/data/* | cut -d' ' -f1)" "$item"
ok "and it goes on" "$cairn" -C "$again" seal known
finish
