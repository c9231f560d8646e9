#!/bin/sh
# Rebuilds data/places.bin, data/countries.txt and data/world.bin from npm packages. Needs node, npm, gcc and
# libutf8proc-dev.
# Usage: tools/data/build.sh [NODE_MODULES]   (without it, the pinned packages are installed into a temporary folder)
# `tools/data/build.sh --check` builds into a temporary folder and compares with what is committed.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=data
if [ "${1:-}" = --check ]; then out=$work/data; shift; fi
mkdir -p "$out"
modules=${1:-}
if [ -z "$modules" ]; then
    cp tools/data/package.json "$work/"
    (cd "$work" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock --silent)
    modules=$work/node_modules
fi
${CC:-gcc} -std=gnu11 -O2 -D_GNU_SOURCE -Isrc tools/data/gazpack.c src/text/fold.c src/text/sound.c \
    src/text/gazetteer.c \
    src/base/arena.c src/base/buf.c src/base/enc.c src/base/err.c src/base/map.c src/base/str.c src/base/utf8.c \
    -lutf8proc -lsodium -o "$work/gazpack"
node tools/data/places.mjs "$modules" "$work/places.tsv" "$out/countries.txt"
"$work/gazpack" "$work/places.tsv" "$out/places.bin"
node tools/data/world.mjs "$modules" "$out/world.bin"
if [ "$out" != data ]; then
    for f in places.bin countries.txt world.bin; do cmp "$out/$f" "data/$f"; done
    echo "data/ is what its sources give"
fi
