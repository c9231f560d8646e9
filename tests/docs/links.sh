#!/bin/bash
# Links between pages lead somewhere, and the files that the README's table names exist.
. "$(dirname "$0")/../lib.sh"
while read -r page; do
    dir=$(dirname "$page")
    while read -r target; do
        [ -n "$target" ] || continue
        if [ -e "$dir/$target" ]; then pass; else flunk "$page links to $target"; fi
    done < <(grep -o '](\([^)]*\))' "$page" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^[a-z]*:')
done < <(git ls-files '*.md')
while IFS='|' read -r _ _ folders first test _; do
    dirs=$(grep -o '`[^`]*`' <<<"$folders" | tr -d '`')
    for file in $(grep -o '`[^`]*`' <<<"$first $test" | tr -d '`'); do
        found=
        for dir in $dirs; do [ -e "$dir/$file" ] && found=1; done
        [ -e "$file" ] && found=1
        if [ -n "$found" ]; then pass; else flunk "README names $file, which is not in $dirs"; fi
    done
done < <(sed -n '/^| I want to/,/^$/p' README.md | tail -n +3 | grep '^|')
finish
