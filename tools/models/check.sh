#!/bin/bash
# Trains every model anew into BUILD/models and compares it byte for byte with the one that is committed.
#   tools/models/check.sh BUILD CORPORA     (make models-check)
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p "$1/models"
passed=0 failed=0
while read -r m; do
    "$1/train_$m" "$2" "$1/models/$m.bin"
    if cmp "$1/models/$m.bin" "data/models/$m.bin"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done <tools/models/order
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
