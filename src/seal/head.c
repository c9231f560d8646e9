#include "seal/head.h"

#include "base/json.h"
#include "proof/note.h"
#include "proof/sigsum.h"

static bool in_json(struct arena *a, struct str text, struct str *note) {
    struct json *j;
    struct err why = {0};
    if (json_read(a, text, &j, &why) != RC_OK) return false;
    *note = json_get_str(j, "checkpoint");
    return note->n > 0;
}

rc head_kept(struct arena *a, struct str text, struct str *note, struct err *e) {
    struct err why = {0};
    struct note *n = NEW(a, struct note);
    struct tlog_proof p;
    *note = text;
    if (str_starts(text, S("{")) && in_json(a, text, note)) text = *note;
    if (tlog_proof_parse(a, text, &p, &why) == RC_OK) *note = p.checkpoint_note;
    if (note_parse(a, *note, n, &why) == RC_OK) return RC_OK;
    rc r = fail(e, RC_USAGE, "there is no signed checkpoint in it");
    err_hint(e, "give a checkpoint (`cairn log checkpoint`), a receipt or a .tlog-proof");
    return r;
}
