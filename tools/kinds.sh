#!/bin/bash
# Writes docs/kinds.md from src/store/kinds.def and words.def: tools/kinds.sh > docs/kinds.md
# tests/docs/kinds.sh fails when the page is not what this prints.
set -euo pipefail
cd "$(dirname "$0")/.."
cat <<'T'
# Kinds of claim

Made by `tools/kinds.sh` from `src/store/kinds.def` and `src/store/words.def`: change those. Examples are invented.

| kind | on pages | what it is | example |
|---|---|---|---|
T
sed -n 's/^KIND(\([a-z_]*\), "\([^"]*\)", "\([^"]*\)", "\([^"]*\)").*/| `\1` | \2 | \3 | "\4" |/p' src/store/kinds.def
printf '\n## Closed vocabularies\n\n| list | words |\n|---|---|\n'
for list in $(sed -n 's/^WORD(\([a-z_]*\),.*/\1/p' src/store/words.def | awk '!seen[$0]++'); do
    printf '| %s | %s |\n' "$list" \
        "$(sed -n "s/^WORD($list, [A-Z_]*, \"\([^\"]*\)\").*/\1/p" src/store/words.def | paste -sd' ' | sed 's/ /, /g')"
done
