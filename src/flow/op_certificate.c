/* certificate: what the record says of one item, for a qualified person to check and sign. */
#include "flow/certificate.h"
#include "store/slice.h"
#include "sys/os.h"

static rc who_signs(struct op_ctx *c, struct cert_who *w, struct err *e) {
    *w = (struct cert_who){str_trim(op_str(c, "by")), str_trim(op_str(c, "title")),
                           str_trim(op_str(c, "qualification"))};
    if (!w->name.n || !w->title.n)
        return fail(e, RC_USAGE, "a certificate names who signs it, and in which capacity");
    if (w->name.n > NAME_BYTES_MAX || w->title.n > NAME_BYTES_MAX ||
        w->qualification.n > NAME_BYTES_MAX)
        return fail(e, RC_LIMIT, "a name or title is longer than %d bytes", NAME_BYTES_MAX);
    return RC_OK;
}

static enum cert_lang lang_of(const struct op_ctx *c) {
    for (int i = 0; CERT_LANG_CODES[i]; i++)
        if (str_eqc(op_str(c, "lang"), CERT_LANG_CODES[i])) return (enum cert_lang)i;
    return CERT_EN;
}

static rc run(struct op_ctx *c, struct err *e) {
    struct cert_who w;
    struct cert x;
    struct str item;
    TRY(who_signs(c, &w, e));
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "ITEM"), op_reach(c), &item, e));
    TRY(certificate_make(c, item, &w, lang_of(c), &x, e));
    bool plain = str_eqc(op_str(c, "format"), "text");
    struct str text = plain ? certificate_text(c->perm, &x) : certificate_html(c->perm, &x);
    if (!op_given(c, "out")) return c->face->raw(c->face->self, text), RC_OK;
    TRY(os_replace(cstr(c->perm, op_str(c, "out")), 0600, text, e));
    op_say(c, "a draft for signature: it is a certificate once a qualified person has checked and "
              "signed it");
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},
    {"by", "NAME", ARG_OPT, true, "who is to sign", NULL},
    {"title", "TEXT", ARG_OPT, true, "in which capacity", NULL},
    {"qualification", "TEXT", ARG_OPT, false, "what makes them qualified; else room is left", NULL,
     ARG_LONG},
    {"lang", "xx", ARG_OPT, false, "language", "en|ar|ru"},
    {"format", "FORMAT", ARG_OPT, false, "html unless said", "html|text"},
    {"out", "FILE", ARG_OPT, false, "where to write it (also -o FILE); none: standard output", NULL,
     ARG_FILE_OUT},
    {0}};

const struct op OP_CERTIFICATE = {
    .name = "certificate",
    .group = "prove",
    .summary = "what the record says of an item, for a qualified person to check and sign",
    .details = "In the manner of Rules 902(11) and 902(14) of the US Federal Rules of Evidence: "
               "hashes and how they were made, the log\nentry, time, custody, programs, how others "
               "check it, and what it does not say. The bytes are read again for it.",
    .perm = PERM_EXPORT,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn -C case certificate report.txt --by \"Mara Soro\" --title \"custodian of "
                 "records\" --out report.html",
                 NULL},
    .run = run};
