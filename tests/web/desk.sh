# Shared by the tests of the desk over plain HTTP; read after tests/lib.sh and `new_case`: the desk opened, people who
# log in, pages and forms.
words="correct horse battery staple"
run() { "$cairn" -C "$case" "$@" 2>"$scratch/err"; }
accounts() { # accounts NAME:ROLE…
    local who
    echo "$words" >"$scratch/words"
    for who in "$@"; do
        ok "account ${who%:*}" run account add "${who%:*}" --roles "${who#*:}" --new-file "$scratch/words"
    done
}
open_desk() { # sets `at`, the address
    unset CAIRN_USER
    "$cairn" -C "$case" serve --no-browser --workers 1 >"$scratch/serve" 2>&1 &
    server=$!
    trap 'kill $server 2>/dev/null
        wait $server 2>/dev/null
        chmod -R u+rwX "$scratch" 2>/dev/null
        rm -rf "$scratch"' EXIT
    for _ in $(seq 100); do
        at=$(grep -o 'http://127.0.0.1:[0-9]*' "$scratch/serve" | head -n 1)
        [ -n "$at" ] && return
        sleep 0.1
    done
    flunk "the desk does not open" "$(cat "$scratch/serve")"
    finish
}
login() { # login NAME
    curl -s -o /dev/null -c "$scratch/$1.jar" -H "Origin: $at" -F account="$1" -F "passphrase=$words" -F _next=/ \
        "$at/login"
}
page() { curl -s -b "$scratch/$1.jar" "$at$2"; } # page WHO PATH
status() { curl -s -o /dev/null -w '%{http_code}' -b "$scratch/$1.jar" "$at$2"; }
csrf() { page "$1" /jobs | grep -o 'name="csrf" content="[^"]*"' | cut -d'"' -f4; }
post() { # post WHO OP NEXT FIELD=VALUE…: prints the status and where it leads; the answer stays in $scratch/answer
    local who=$1 op=$2 next=$3 fields=() f
    shift 3
    for f in "$@"; do # a quote at the front would be curl's own
        case $f in *=@*) fields+=(-F "$f") ;; *) fields+=(--form-string "$f") ;; esac
    done
    curl -s -o "$scratch/answer" -w '%{http_code} %{redirect_url}' -b "$scratch/$who.jar" -H "Origin: $at" \
        -F "_csrf=$(csrf "$who")" -F "_next=$next" "${fields[@]}" "$at/do/$op"
}
