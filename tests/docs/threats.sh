#!/bin/bash
# THREATS.md answers every attack of the table that a court's expert brings, and names where each answer is tried: every
# file named is there, is part of the tests, and holds at least one test.
. "$(dirname "$0")/../lib.sh"
table=$(sed -n "/^## What the other side's expert will say/,/^## /p" THREATS.md | grep '^| "')
same "rows of the attack table" "$(wc -l <<<"$table")" 12
for word in 'hash of \*what\*' back-dated 'two logs' exonerates stolen 'Who touched' unreliable authenticate erase \
    backups age; do
    if grep -q "^| \"[^|]*$word" <<<"$table"; then pass; else flunk "no row about: $word"; fi
done
while IFS='|' read -r _ attack answer tested open _; do
    [ "${#answer}" -gt 60 ] && pass || flunk "$attack: no answer"
    [ "${#open}" -gt 20 ] && pass || flunk "$attack: what stays open is not said"
    files=$(grep -o '`[^`]*`' <<<"$tested" | tr -d '`')
    [ -n "$files" ] || flunk "$attack: tested nowhere"
    for f in $files; do
        if [ ! -e "$f" ]; then flunk "$attack: $f is not there"; continue; fi
        case $f in
        *_test.c) grep -q '^TEST(' "$f" && pass || flunk "$f holds no test" ;;
        *.sh) [ -x "$f" ] && grep -q '^finish' "$f" && pass || flunk "$f is no part of the tests" ;;
        *) flunk "$attack: $f is no test" ;;
        esac
    done
done <<<"$table"
# Anywhere else in the page, too.
for f in $(grep -o '`\(tests\|src\|docs\)/[^` ]*`' THREATS.md | tr -d '`'); do
    if [ -e "$f" ]; then pass; else flunk "THREATS.md names $f"; fi
done
finish
