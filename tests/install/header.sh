#!/bin/bash
# include/cairn/cairn.h compiles alone, first and twice, as C11 and as C++11, without a warning.
. "$(dirname "$0")/../lib.sh"
printf '#include <cairn/cairn.h>\n#include <cairn/cairn.h>\nint main(void) { return 0; }\n' >"$scratch/alone.c"
cp "$scratch/alone.c" "$scratch/alone.cc"
strict="-pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only"
# shellcheck disable=SC2086
ok "C11" gcc -std=c11 $strict "$scratch/alone.c"
# shellcheck disable=SC2086
ok "C11, strict prototypes" gcc -std=c11 -Wstrict-prototypes $strict "$scratch/alone.c"
# shellcheck disable=SC2086
ok "C++11" g++ -std=c++11 $strict "$scratch/alone.cc"
finish
