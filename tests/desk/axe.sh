#!/bin/bash
# Every screen of the desk in Chromium: axe-core, overflow, keyboard, printing. Pictures: build/desk/
. "$(dirname "$0")/desk.sh"
demo_case "$scratch/demo"
run_node axe.mjs
finish
