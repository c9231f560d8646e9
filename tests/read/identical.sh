#!/bin/bash
# The same bytes give the same claims, however the reader is compiled: gcc -O2, clang -O3, without SIMD. One hash over
# all claims of the MUC-4 development texts (and of samples and gold, which need no corpora).
. "$(dirname "$0")/../lib.sh"
. tests/tools/corpus.sh
corpus_muc4 "$scratch/muc4" || echo "no corpora in $(shared_data): samples and gold only"
mapfile -t files < <(find samples/reports tests/gold/en "$scratch/muc4" -name '*.txt' 2>/dev/null | LC_ALL=C sort)
jobs=-j$(nproc)
unset MAKEFLAGS

built() { # built NAME make-arguments…: prints the digest of that build
    local b=$scratch/$1
    shift
    if ! make -s "$jobs" "B=$b" "$@" "$b/read_digest" >"$scratch/log" 2>&1; then
        tail -n 20 "$scratch/log" >&2
        return 1
    fi
    "$b/read_digest" "${files[@]}"
    rm -rf "$b"
}
make -s "B=$B" "$B/read_digest" >/dev/null
want=$("$B/read_digest" "${files[@]}")
if [ "${want#* }" -gt 100 ]; then pass; else flunk "too few claims to compare: $want"; fi
same "clang -O3" "$(built clang CC="${CLANG:-clang}" OPT=-O3 CFLAGS=-Wno-error)" "$want"
same "gcc -O2 without SIMD" "$(built scalar CFLAGS=-DCAIRN_SCALAR)" "$want"
same "gcc -O3, char unsigned" "$(built unsigned OPT=-O3 CFLAGS="-funsigned-char -Wno-error")" "$want"
finish
