# What the desk's test scripts share. Source it first:   . "$(dirname "$0")/desk.sh"   (brings ../lib.sh)
# Gives: the browser's tools, a demo case in $CASE, run_node FILE.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../lib.sh"
for tool in chromium node curl; do
    command -v "$tool" >/dev/null || { flunk "$tool is not there (tools/install.sh browser)"; finish; }
done
DESK_TOOLS=$("$here/fetch") || { flunk "the tools of tools.txt cannot be fetched"; finish; }
export DESK_TOOLS CAIRN=$cairn SHOTS=$root/$B/desk
case $B in /*) SHOTS=$B/desk ;; esac
unset CAIRN_CLOCK # what a recorder enters is dated today

demo_case() { # demo_case DIR: the samples, taken in and decided as the demo does
    ok "demo case" tools/demo.sh "$1"
    export CASE=$1/case
    [ -d "$CASE" ] || { flunk "no demo case in $1" "$(ls "$1")"; finish; }
    if [ -e "$1/case.key" ]; then export CAIRN_KEY_FILE=$1/case.key; fi
    local head=No,Name,Father,Age,Village,Status first=1,Orlan\ Tesk,Marat
    printf '%s\n' $head "$first,34,Pelsun,missing" '2,Sana Quell,Idrin,twelve,Saltgate,missing' >"$1/names.csv"
    ok "a list of names" "$cairn" -C "$CASE" list import --file "$1/names.csv" --list "Missing of Saltgate"
    printf '%s\n' $head "$first,35,Pelsun,missing" '3,Vela Quell,Idrin,9,Saltgate,missing' >"$1/names.csv"
    ok "a site" "$cairn" -C "$CASE" site add "Grain elevator" --type mass_grave --sets 36 --place Lisharan
    ok "remains" "$cairn" -C "$CASE" remains add GE-1 --site "Grain elevator" --what body \
        --holder "National Forensic Institute"
    ok "its next version" "$cairn" -C "$CASE" list import --file "$1/names.csv" --list "Missing of Saltgate"
}
run_node() { # run_node FILE: its last line is the sum; counts into ours
    local out rc line
    out=$(node "$here/$1" 2>&1)
    rc=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$out" | tail -n 1)
    grep -vE '^[0-9]+ passed, [0-9]+ failed$' <<<"$out"
    if [ -z "$line" ]; then flunk "$1 ended with status $rc and no sum"; return; fi
    passed=$((passed + $(cut -d' ' -f1 <<<"$line")))
    failed=$((failed + $(cut -d' ' -f3 <<<"$line")))
}
