# Lays out corpora as one text file a document. Source it:  . tests/tools/corpus.sh
# The corpora lie beside the project (../shared/data or $CAIRN_SHARED/data), never in it; nothing of them may be
# printed.
shared_data() { echo "${CAIRN_SHARED:-../shared}/data"; }

corpus_muc4() { # corpus_muc4 FOLDER: the 1,300 development texts
    local data
    data=$(shared_data)/muc4/dev
    [ -d "$data" ] || return 1
    mkdir -p "$1"
    cat "$data"/dev-muc3-* | awk -v to="$1" '
        /^DEV-MUC3-[0-9]+/ { if (out) close(out); out = to "/" $1 ".txt"; next }
        out { print > out }'
}
corpus_re3d() { # corpus_re3d FOLDER
    local data
    data=$(shared_data)/re3d
    [ -d "$data" ] || return 1
    mkdir -p "$1"
    "${B:-build}/tests/tools/texts" text "$1" re3d "$data"/*/documents.json >/dev/null
}
