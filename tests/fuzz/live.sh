#!/bin/bash
# Fuzzing with feedback: the parsers that meet strangers' bytes first, each under clang's libFuzzer with the address
# and undefined-behaviour sanitizers for LIBFUZZER_SECONDS (30). It begins from tests/seeds/NAME; what it finds on the
# way is gone afterwards, except an input that fails, which is kept as crash-fuzz_NAME-… in the checkout.
#   tests/fuzz/live.sh [NAME…]      LIBFUZZER_KEEP=FOLDER keeps the found inputs in FOLDER/NAME
. "$(dirname "$0")/../lib.sh"
seconds=${LIBFUZZER_SECONDS:-30}
targets=("$@")
[ ${#targets[@]} -gt 0 ] || read -r -d '' -a targets < <(sed 's/#.*//' tests/fuzz/targets)
compiler=clang
command -v ccache >/dev/null && compiler="ccache clang"

bins=()
for name in "${targets[@]}"; do bins+=("$B/live/fuzz_$name"); done
ok "the targets are built" make -s -j"$(nproc)" CC="$compiler" SAN=fuzzer "B=$B/live" "${bins[@]}"

run_target() { # NAME: inputs and seeds; a crash is a failure with the end of what was said
    local found=${LIBFUZZER_KEEP:-$scratch}/$1 out rc
    local known=tests/seeds/$1
    mkdir -p "$found"
    if [ ! -d "$known" ]; then
        flunk "$1" "no seeds in $known"
        return
    fi
    out=$("$B/live/fuzz_$1" -seed="${SEED:-1}" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3072 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="crash-fuzz_$1-" "$found" "$known" 2>&1)
    rc=$?
    if [ $rc -ne 0 ]; then
        flunk "$1: status $rc" "$(tail -n 20 <<<"$out")"
        return
    fi
    pass
    printf '%-12s %8s inputs tried, %5s kept\n' "$1" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' <<<"$out")" \
        "$(sed -n 's/^stat::new_units_added: *//p' <<<"$out")"
}
for name in "${targets[@]}"; do run_target "$name"; done
finish
