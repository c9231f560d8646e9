#!/bin/bash
# data/models/SHA256SUMS: the hash of every model file. It is linked into the program and part of the reader's
# model id, so a changed model is a changed reader.   tools/models/sums.sh [--check]
set -euo pipefail
cd "$(dirname "$0")/../../data/models"
sums() { find . -maxdepth 1 -name '*.bin' -printf '%f\n' | LC_ALL=C sort | xargs -r sha256sum; }
if [ "${1:-}" = --check ]; then
    sums | cmp - SHA256SUMS
else
    sums >SHA256SUMS
fi
