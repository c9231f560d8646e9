#!/bin/bash
# cairn-verify: one static file, of what it needs alone, and the same bytes wherever it is built.
. "$(dirname "$0")/../lib.sh"
v=$(realpath "$B/cairn-verify") || { flunk "no cairn-verify in $B"; finish; }
holds "ldd" "$(ldd "$v" 2>&1)" "statically linked"
lacks "it asks for no loader" "$(readelf -lW "$v")" "INTERP"
lacks "it asks for no library" "$(readelf -dW "$v")" "(NEEDED)"
strings=$(LC_ALL=C grep -ac 'SQLite format 3' "$v")
same "no database in it" "$strings" 0
strings=$(LC_ALL=C grep -ac 'libmicrohttpd\|MHD_' "$v")
same "no web server in it" "$strings" 0
size=$(stat -c %s "$v")
echo "cairn-verify: $size bytes"
if [ "$size" -lt 8000000 ]; then pass; else flunk "it has grown to $size bytes"; fi

# Another copy of the sources in another folder, with another build folder.
other=$scratch/a/longer/name/of/a/folder
mkdir -p "$other"
git ls-files -z Makefile VERSION src include | tar c --null -T - | tar x -C "$other" || flunk "copying the sources"
if out=$(make -s -C "$other" B="$scratch/elsewhere" -j"$(nproc)" "$scratch/elsewhere/cairn-verify" 2>&1); then pass
else flunk "the other build" "$out"; fi
if cmp "$v" "$scratch/elsewhere/cairn-verify"; then pass; else flunk "two builds, two programs"; fi
finish
