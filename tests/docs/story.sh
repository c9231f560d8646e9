#!/bin/bash
# The sentence that src/read/README.md follows still goes through the stages as told there: each line of its ```trace
# blocks stands in the trace of its ```report block.
. "$(dirname "$0")/../lib.sh"
readme=src/read/README.md
block() { awk -v name="$1" '$0 == "```" name { on = 1; next } /^```/ { on = 0 } on' "$readme"; }
block report >"$scratch/report.txt"
same "one report is followed" "$(wc -l <"$scratch/report.txt")" 1
trace=$("$cairn" read --text "$scratch/report.txt" --trace --published 2031-03-12)
lines=0
while IFS= read -r line; do
    holds "the trace" "$trace" "$line"
    lines=$((lines + 1))
done < <(block trace)
if [ "$lines" -ge 12 ]; then pass; else flunk "only $lines lines of the trace are told"; fi
finish
