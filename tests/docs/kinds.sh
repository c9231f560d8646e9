#!/bin/bash
# docs/kinds.md is made from the code's tables.
. "$(dirname "$0")/../lib.sh"
same "docs/kinds.md (run tools/kinds.sh > docs/kinds.md)" "$(cat docs/kinds.md)" "$(tools/kinds.sh)"
same "every kind is on the page" "$(grep -c '^| `' docs/kinds.md)" "$(grep -c '^KIND(' src/store/kinds.def)"
finish
