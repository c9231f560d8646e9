# Takes the sample reports and their registers into a case. Source it and define c(): the command line on that case.
#   samples_register    parties, publications, places          samples_add       the reports, in the order of the
# manifest
#   samples_decide F    writes the decisions of samples/decisions.tsv as a table for `cairn review --csv` to F

# Rows of a table without its heading. Fields are parted by \037, since read would join empty fields between tabs.
samples_rows() { tail -n +2 "samples/$1" | tr '\t' '\037'; }

samples_register() {
    local name aliases allies owner side feeds country from source a f list words
    # A party may name an ally further down, so names come first.
    while IFS=$'\037' read -r name _ _ source; do
        c party add "$name" --source "$source" || return
    done < <(samples_rows parties.tsv)
    while IFS=$'\037' read -r name aliases allies source; do
        IFS=';' read -r -a list <<<"$aliases"
        for a in "${list[@]}"; do
            [ "${a%@*}" = "$name" ] || c party alias "$name" "${a%@*}" --from "${a##*@}" --source "$source" || return
        done
        IFS=';' read -r -a list <<<"$allies"
        for a in "${list[@]}"; do
            c party ally "$name" "${a%@*}" --from "${a##*@}" --source "$source" || return
        done
    done < <(samples_rows parties.tsv)
    while IFS=$'\037' read -r name owner side feeds country from source; do
        words=(--owner "$owner" --side "${side:-none}" --country "$country" --from "$from" --source "$source")
        IFS=';' read -r -a list <<<"$feeds"
        for f in "${list[@]}"; do words+=(--feeds "$f"); done
        c publication add "$name" "${words[@]}" || return
    done < <(samples_rows publications.tsv)
    c place import samples/places.csv
}

samples_add() {
    local file publication published lang from url words
    while IFS=$'\037' read -r file publication published lang from url _; do
        words=("samples/reports/$file" --publication "$publication" --lang "$lang" --from "$from")
        [ -z "$published" ] || words+=(--published "$published")
        [ -z "$url" ] || words+=(--url "$url")
        c add "${words[@]}" || return
    done < <(samples_rows manifest.tsv)
}

# A decision whose claim the reader no longer makes is named and left out.
samples_decide() {
    local file kind part act reason rest claim
    echo "id,act,reason,min,max,what,who,kind" >"$1"
    while IFS=$'\037' read -r file kind part act reason rest; do
        claim=$(c claims --item "$file" --kind "$kind" --json | grep -F -- "$part" | grep -o '"id":"c-[^"]*"' |
            head -n 1 | cut -d'"' -f4)
        if [ -z "$claim" ]; then
            echo "not decided: no claim of kind $kind in $file holds \"$part\"" >&2
            continue
        fi
        printf '%s,%s,"%s",%s\n' "$claim" "$act" "$reason" "$(tr '\037' ',' <<<"$rest")" >>"$1"
    done < <(samples_rows decisions.tsv)
}
