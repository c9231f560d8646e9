#!/bin/bash
# build/tidy finds each kind of breach in a small tree made for it, and nothing in a clean one.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
tidy=$(realpath "${B:-build}/tidy")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
passed=0 failed=0

clean() { # a tree without a breach
    rm -rf "$tree"
    mkdir -p "$tree"/src/{base,read,match,store} "$tree/docs"
    git -C "$tree" init -q
    cd "$tree" || exit 1
    for r in base read match store; do echo "# $r" >"src/$r/README.md"; done
    echo '# Top, see docs/tour.md' >README.md
    echo '# Tour' >docs/tour.md
    echo '# Docs' >docs/README.md
    printf '/* Strings. */\nint str_len(const char *s);\n' >src/base/str.h
    printf '/* Lexer. */\nint lex(int c);\n' >src/read/lex.h
    printf '#include "read/lex.h"\n#include "base/str.h"\n\nint lex(int c) { return c; }\n' \
        >src/read/lex.c
    printf '#include "read/lex.h"\n' >src/read/lex_test.c
    printf '/* Pairs. */\nint pair(int c);\n' >src/match/pair.h
    printf '#include "match/pair.h"\n\nint pair(int c) { return c; }\n' >src/match/pair.c
    printf '#include "match/pair.h"\n' >src/match/pair_test.c
}

verdict() { # verdict NAME WANTED-RULE-OR-"" : runs tidy in the tree and compares the rules it names
    git -C "$tree" add -A
    local out rules
    out=$("$tidy" "$tree")
    rules=$(printf '%s\n' "$out" | sed -n 's/^[^ :]*:[0-9]*: \([a-z]*\): .*/\1/p' | sort -u | tr '\n' ' ')
    if [ "${rules% }" = "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: wanted "%s", got "%s"\n%s\n' "$1" "$2" "${rules% }" "$out"
    fi
}

breach() { # breach RULE FILE LINE…: the clean tree with these lines added to FILE breaks this rule alone
    local rule=$1 file=$2
    shift 2
    clean
    printf '%s\n' "$@" >>"$tree/$file"
    verdict "$rule: $1" "$rule"
}
harmless() { # the same, and no rule is broken
    local file=$1
    shift
    clean
    printf '%s\n' "$@" >>"$tree/$file"
    verdict "harmless: $1" ""
}

clean
verdict "clean tree" ""
breach layers src/read/lex.c '#include "match/pair.h"'
breach layers src/base/str.h '#include "read/lex.h"'
breach layers src/read/lex.c '#include "lex.h"'
breach layers src/read/lex.c '#include <sqlite3.h>'
breach function src/read/lex.c 'int f(void) {' "$(printf 'lex(1);\n%.0s' {1..70})" '}'
harmless src/read/lex.c 'static const int t[] = {' "$(printf '1,\n%.0s' {1..80})" '};'
breach file src/read/lex.c "$(printf '/* */\n%.0s' {1..900})"
breach columns src/read/lex.c "/* $(printf 'x%.0s' {1..100}) */"
harmless src/read/lex.c "/* $(printf 'ä%.0s' {1..94}) */"
breach banned src/read/lex.c 'void f(char *a) { strcpy(a, a); }'
breach banned src/read/lex_test.c 'int f(const char *a) { return atoi(a); }'
harmless src/read/lex.c '/* strcpy(a, b) is banned */' 'const char *s = "strcpy(";'
breach marks docs/tour.md "$(printf 'TO%s: more' DO)"
breach sql src/read/lex.c 'const char *q = "SELECT a FROM b";'
harmless src/read/lex.c 'const char *q = "we SELECT nothing";'
breach html src/read/lex.c 'const char *q = "<div class=x>";'
breach limits src/read/lex.c '#define WORDS_MAX 12'
breach limits src/read/lex.h 'enum { WORDS_MAX = 12 };'
harmless src/read/lex.c 'enum { DIGITS_MAX = 12 };'
breach limits src/read/lex.h '#define WORDS_MAX 12'
breach paths docs/tour.md "$(printf 'see /wo%s/x' rk)"
breach pure src/read/lex.c 'long f(void) { return time(0); }'
breach pure src/read/lex.c 'static double x;'
harmless src/match/pair.c 'static double x;'
breach title docs/tour.md '# Another'
harmless docs/tour.md '```' '# a comment in code' '```'
breach tested src/read/parse.c 'int parse_x;'
breach dead src/read/parse.h '/* Nobody includes this. */'
breach dead docs/lost.md '# Lost'

clean
rm "$tree/src/read/README.md"
verdict "no README" readme
clean
mkdir "$tree/src/attic"
echo 'int x;' >"$tree/src/attic/x_test.c"
echo '# attic' >"$tree/src/attic/README.md"
verdict "folder without a layer" layers
clean
printf '/* Unused. */\n' >"$tree/src/read/parse.h"
sed -i '1i /* see read/parse.h */' "$tree/src/read/lex.c"
sed -i '1s/.*/no comment/' "$tree/src/read/parse.h"
verdict "header without a comment" comment

clean
mkdir "$tree/tools"
echo '# Tools' >"$tree/tools/README.md"
echo 'static double x;' >>"$tree/src/read/lex.c"
echo 'pure src/read/lex.c proved order-free, see tools/tidy.exempt' >"$tree/tools/tidy.exempt"
sed -i 's/$/ tidy.exempt/' "$tree/README.md"
verdict "excused" ""
sed -i '/double/d' "$tree/src/read/lex.c"
verdict "an excuse nobody needs" exempt

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
