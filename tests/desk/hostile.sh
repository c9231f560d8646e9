#!/bin/bash
# Hostile words in every field of the desk, in Chromium, with the content security policy removed.
. "$(dirname "$0")/desk.sh"
demo_case "$scratch/demo"
export SCRATCH=$scratch
run_node hostile.mjs
finish
