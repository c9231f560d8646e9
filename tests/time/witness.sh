#!/bin/bash
# A witness that we did not write: Debian's sigsum-witness (package sigsum-go, bookworm-backports) cosigns our log, and
# refuses our rollback and our fork.
. "$(dirname "$0")/../lib.sh"
. tests/sigsum_witness.sh
witness_there || finish
unset CAIRN_CLOCK
cd "$scratch" || exit 1
grow() { "$cairn" -C "$1" party add "$2" --source "its own statement" >/dev/null 2>&1; }
"$cairn" init case --no-passphrase >/dev/null 2>&1
witness_start case policy && pass || flunk "sigsum-witness does not run" "$(cat witness/log)"
name=$witness_name
ok "the policy is taken" "$cairn" -C case log policy set policy --reason "a witness of Debian"
cp -a case before
for n in 1 2 3; do
    ok "sigsum-witness cosigns, round $n" "$cairn" -C case log witness
    grow case "Guard $n"
    grow case "Front $n"
done
grep -q "^size=" witness/state && pass || flunk "sigsum-witness keeps no state" "$(cat witness/log)"
cp -a case fork
grow case "Guard 4"
ok "the log is cosigned once more" "$cairn" -C case log witness
holds "the cosignature is kept" "$("$cairn" -C case log policy --json 2>/dev/null)" '"size":'
ok "verify checks the cosignatures" "$cairn" -C case verify --deep
ok "the cosigned log is exported" "$cairn" -C case log export web --cosigned
holds "with the cosignature of the witness" "$(cat web/checkpoint)" "$name"

fails_with 6 "a case rolled back to before is refused" "rolled back" "$cairn" -C before log witness
for n in 1 2 3 4; do grow fork "Other $n"; done
fails_with 6 "a forked case is refused" "another log" "$cairn" -C fork log witness
ok "the case itself goes on" "$cairn" -C case log witness --again
grow case "Last"
"$cairn" -C case seal policy >/dev/null 2>&1
"$cairn" -C case log witness >/dev/null 2>&1
item=$("$cairn" -C case items --json | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)
ok "a receipt is made" "$cairn" -C case receipt "$item" -o receipt
said=$("$cairn" verify receipt --policy policy 2>/dev/null)
holds "and says when, by the word of the witness" "$said" "by the witness $name"
holds "as many as the policy asks for" "$said" "as many witnesses as your policy asks for"
cd "$root" || exit 1
finish
