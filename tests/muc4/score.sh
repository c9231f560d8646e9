#!/bin/bash
# build/score_muc4 on cases that were worked out by hand. Every report here is invented.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
score=${B:-build}/score_muc4
dir=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$dir"' EXIT

want() { # NAME LINE F1 PRECISION RECALL: of the line LINE of the scorer's output for gold.json, out.json
    local got
    got=$("$score" "$dir/gold.json" "$dir/out.json" | awk -F'\t' -v l="$2" '$1 == l {print $2, $5, $6}')
    if [ "$got" = "$3 $4 $5" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$1: $2 is '$got', not '$3 $4 $5'"
    fi
}
template() { # TYPE PERPIND VICTIM
    printf '{"incident_type":"%s","PerpInd":[%s],"PerpOrg":[],"Target":[],"Victim":[%s],"Weapon":[]}' "$1" "$2" "$3"
}
report() { # ID TEMPLATES
    printf '{"docid":"%s","doctext":"","templates":[%s]}\n' "$1" "$2"
}

two='[["fighters",3],["armed men",40]]'
report M-1 "$(template attack "$two" '[["ana soro",9]],[["ilin daro",20]]')" >"$dir/gold.json"
report M-2 "" >>"$dir/gold.json"
cp "$dir/gold.json" "$dir/out.json"
want "gold against gold" muc4.micro 100.00 100.00 100.00

# Both perpetrators are strings of the one entity of the gold. As the published program counts: given 1 type, 2
# perpetrators, 1 victim, all right; wanted 1 type, 1 perpetrator, 2 victims, of which 3 are met. P 4/4, R 3/4.
# One to one: 3 right of 4 given, 4 wanted.
report M-1 "$(template attack '[["fighters",3]],[["armed men",40]]' '[["ana soro",9]]')" >"$dir/out.json"
want "two strings of one entity" muc4.micro 85.71 100.00 75.00
want "two strings of one entity" muc4.PerpInd 100.00 100.00 100.00
want "two strings of one entity, one to one" muc4.one.micro 75.00 75.00 75.00

# One string of ours that two entities of the gold have: given type and 1, both right; wanted type and 2, all met.
cp "$dir/gold.json" "$dir/kept.json"
report M-1 "$(template attack '[["men",3]],[["men",90]]' '')" >"$dir/gold.json"
report M-1 "$(template attack '[["men",3]]' '')" >"$dir/out.json"
want "one string of two entities" muc4.micro 100.00 100.00 100.00
want "one string of two entities, one to one" muc4.one.micro 80.00 100.00 66.66

# The alignment is that of the highest F1, not of the most right. Gold: A (type, 1 victim), B (type, 1 victim). Ours:
# one template with two strings of B's victim and one of A's. With B: right 1 + 2 of 4 given, met 1 + 1 of 4: 60.00;
# with A: 2 of 4, 2 of 4: 50.00.
report M-1 "$(template attack '' '[["ana soro",9]]'),$(template attack '' '[["ilin daro",20],["daro",44]]')" \
    >"$dir/gold.json"
report M-1 "$(template attack '' '[["ana soro",9]],[["ilin daro",20]],[["daro",44]]')" >"$dir/out.json"
want "the better of two" muc4.micro 60.00 75.00 50.00
# A template of ours given twice is two: the second is too much.
report M-1 "$(template attack '' '[["ana soro",9]]')" >"$dir/gold.json"
report M-1 "$(template attack '' '[["ana soro",9]]'),$(template attack '' '[["ana soro",9]]')" >"$dir/out.json"
want "one template twice" muc4.micro 66.67 50.00 100.00
mv "$dir/kept.json" "$dir/gold.json"

report M-1 "$(template attack '[["The Fighters",3]]' '[["\"Ana\" Soro",9]],[["ilin daro",9]]')" >"$dir/out.json"
want "articles, marks and case do not count" muc4.micro 100.00 100.00 100.00

# An entity with one string that the gold has not is wrong: 1 type and 2 victims of 4.
report M-1 "$(template attack '[["fighters",3],["soldiers",9]]' '[["ana soro",9]],[["ilin daro",9]]')" >"$dir/out.json"
want "phi strict" muc4.micro 75.00 75.00 75.00
want "phi strict" muc4.PerpInd 0.00 0.00 0.00

report M-1 "$(template bombing "$two" '[["ana soro",9]],[["ilin daro",9]]')" >"$dir/out.json"
want "another type, nothing right" muc4.micro 0.00 0.00 0.00

# A template in a report that has none: 4 right of 5 given, 4 wanted.
cp "$dir/gold.json" "$dir/out.json"
sed -i '2d' "$dir/out.json"
report M-2 "$(template arson '' '')" >>"$dir/out.json"
want "a spurious template" muc4.micro 88.89 80.00 100.00

# Templates meet so that most is right, whatever their order; "bombing / attack" takes either type.
report M-1 "$(template attack '' '[["ana soro",9]]'),$(template attack '' '[["ilin daro",9]]')" >"$dir/gold.json"
report M-1 "$(template attack '' '[["ilin daro",9]]'),$(template attack '' '[["ana soro",9]]')" >"$dir/out.json"
want "crossed templates" muc4.micro 100.00 100.00 100.00
report M-1 "$(template 'bombing / attack' '' '[["ana soro",9]]')" >"$dir/gold.json"
report M-1 "$(template bombing '' '[["ana soro",9]]')" >"$dir/out.json"
want "either type" muc4.micro 100.00 100.00 100.00
report M-1 "" >"$dir/out.json"
want "nothing given" muc4.micro 0.00 0.00 0.00

# Slot 11, from a key of the MUC form: a status is right for its organisation only, and within half
# a point for another one.
{
    printf '%-36s%s\n' '0.  MESSAGE: ID' 'M-1' '1.  MESSAGE: TEMPLATE' '1' '4.  INCIDENT: TYPE' 'ATTACK' \
        '9.  PERP: INDIVIDUAL ID' '-' '10. PERP: ORGANIZATION ID' '"DORVAN FRONT" / "DF"'
    printf '%-36s%s\n' '' '"KALEN GUARD"'
    printf '%-36s%s\n' '11. PERP: ORGANIZATION CONFIDENCE' \
        'REPORTED AS FACT / CLAIMED OR ADMITTED: "DORVAN FRONT" / "DF"'
    printf '%-36s%s\n' '' '? POSSIBLE: "KALEN GUARD"'
} >"$dir/key"
status() { # NAME LINE WANT ORGS STATUSES
    local got
    printf '{"docid":"M-1","templates":[{"incident_type":"attack","PerpOrg":[%s],"PerpOrgStatus":[%s]}]}\n' \
        "$4" "$5" >"$dir/out.json"
    got=$("$score" --slot11 "$dir/out.json" "$dir/key" | awk -F'\t' -v l="$2" '$1 == l {print $2, $5, $6}')
    if [ "$got" = "$3" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$1: '$got', not '$3'"
    fi
}
status "one of two statuses, the other optional" muc4.slot11 "100.00 100.00 100.00" '[["df",1]]' '"CLAIMED OR ADMITTED"'
status "both" muc4.slot11 "100.00 100.00 100.00" '[["df",1]],[["kalen guard",1]]' '"REPORTED AS FACT","POSSIBLE"'
status "wrong status" muc4.slot11 "0.00 0.00 0.00" '[["df",1]]' '"POSSIBLE"'
status "right status, other organisation" muc4.slot11.half "50.00 50.00 50.00" '[["marat army",1]]' '"REPORTED AS FACT"'

# Kinds of error: gold has two attacks, ours one with the victim of the other and a string beside the right one.
errors() { # NAME LINE WANT
    local got
    got=$("$score" --errors "$dir/gold.json" "$dir/out.json" |
        awk -F'\t' -v l="$2" '$1 == l {for (i = 2; i <= NF; i++) printf "%s ", $i}')
    if [ "$got" = "$3" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$1: '$got', not '$3'"
    fi
}
report M-1 "$(template attack '[["men",3]]' '[["ana soro",9]]'),$(template attack '' '[["ilin daro",20]]')" \
    >"$dir/gold.json"
report M-1 "$(template attack '[["armed men",3]]' '[["ana soro",9]],[["ilin daro",20]]')" >"$dir/out.json"
errors "a second one missed" "missed templates" "report 0 second 1 other 0 "
errors "its victim in the first" "missed Victim" "report 0 template 1 role 0 words 0 alone 0 nothing 0 "
errors "and too much there" "spurious Victim" "report 0 template 1 role 0 words 0 alone 0 nothing 0 "
errors "another string" "missed PerpInd" "report 0 template 0 role 0 words 1 alone 0 nothing 0 "
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
