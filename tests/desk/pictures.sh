#!/bin/bash
# The pictures of the README, made anew from the demo case: build/desk/pictures. --reset copies them to docs/pictures.
. "$(dirname "$0")/desk.sh"
demo_case "$scratch/demo"
run_node pictures.mjs
if [ "${1:-}" = --reset ]; then mkdir -p docs/pictures && cp "$SHOTS"/pictures/*.png docs/pictures/; fi
for name in reading-desk incident arabic; do
    if [ -s "docs/pictures/$name.png" ]; then pass; else
        flunk "docs/pictures/$name.png is missing (pictures.sh --reset)"
    fi
    holds "README shows $name" "$(cat README.md)" "docs/pictures/$name.png"
done
finish
