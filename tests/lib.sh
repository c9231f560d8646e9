# What the test scripts share. Source it first:   . "$(dirname "$0")/../lib.sh"
# Gives: $root, $cairn, $scratch (removed at the end), a key without passphrase, a fixed clock; ok, same, holds,
# fails_with, finish.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
B=${B:-build}
cairn=$(realpath -m "$B/cairn")
scratch=$(mktemp -d)
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
export CAIRN_KEY_FILE=$scratch/case.key CAIRN_CLOCK=2031-03-25T09:00:00Z CAIRN_USER=tester
export LC_ALL=C.UTF-8 TZ=UTC HOME=$scratch XDG_CONFIG_HOME=$scratch/config
unset CAIRN_FAULT CAIRN_CASE
passed=0 failed=0

pass() { passed=$((passed + 1)); }
flunk() { # flunk WHAT [DETAIL…]
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$1"
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" | head -n 20 | sed 's/^/    /'
}
ok() { # ok WHAT COMMAND…: must end with 0
    local what=$1 out rc
    shift
    out=$("$@" 2>&1)
    rc=$?
    if [ $rc -eq 0 ]; then pass; else flunk "$what: status $rc" "$out"; fi
}
same() { # same WHAT GOT WANT
    if [ "$2" = "$3" ]; then pass; else flunk "$1" "got:  $2" "want: $3"; fi
}
holds() { # holds WHAT TEXT PART: the text holds the part
    case $2 in *"$3"*) pass ;; *) flunk "$1: \"$3\" is missing" "$2" ;; esac
}
lacks() { # lacks WHAT TEXT PART
    case $2 in *"$3"*) flunk "$1: \"$3\" is there" "$2" ;; *) pass ;; esac
}
# An error is two lines on stderr, "cairn: title: what" and "hint: what to do", with its exit status; never a signal.
fails_with() { # fails_with STATUS WHAT PART COMMAND…: PART must stand in the error's line
    local status=$1 what=$2 part=$3 err rc
    shift 3
    err=$("$@" 2>&1 >/dev/null </dev/null)
    rc=$?
    if [ $rc -ne "$status" ]; then
        flunk "$what: status $rc, not $status" "$err"
    elif ! grep -q '^cairn: [a-z/ ]*: .' <<<"$err" || ! grep -q '^hint: .' <<<"$err"; then
        flunk "$what: no error line with a hint" "$err"
    elif ! grep -qF -- "$part" <<<"$err"; then
        flunk "$what: the error does not say \"$part\"" "$err"
    else
        pass
    fi
}
new_case() { # new_case DIR: a case whose key is $CAIRN_KEY_FILE
    rm -rf "$1" "$CAIRN_KEY_FILE"
    "$cairn" init "$1" --no-passphrase --name "Test" >/dev/null 2>&1 ||
        { flunk "init $1"; finish; }
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}
