/* The certificate of a qualified person on one item (in the manner of FRE 902(11), (13), (14)): a
 * draft for signature, made from the record; nothing alleged stands in it as fact. */
#ifndef CAIRN_FLOW_CERTIFICATE_H
#define CAIRN_FLOW_CERTIFICATE_H

#include "flow/session.h"

enum cert_lang { CERT_EN, CERT_AR, CERT_RU, CERT_LANGS };
extern const char *const CERT_LANG_CODES[]; /* "en", "ar", "ru" */

/* A line of it. */
enum cert_kind {
    CERT_TITLE,
    CERT_NOTE,
    CERT_HEAD,
    CERT_PARA,
    CERT_FACT, /* label and value */
    CERT_ITEM, /* of a list */
    CERT_CODE, /* a command */
    CERT_BLANK /* label, and room to write */
};
struct cert_line {
    enum cert_kind kind;
    struct str label, text;
};
struct cert {
    enum cert_lang lang;
    struct cert_line *v;
    i64 n, cap;
};
struct cert_who {
    struct str name, title, qualification;
};
/* Of an item (outside name). Reads its bytes from the vault and compares them: RC_INTEGRITY instead
 * of a certificate when anything does not check. O(size of the item + its acts · log). */
MUST rc certificate_make(struct op_ctx *c, struct str item, const struct cert_who *who,
                         enum cert_lang lang, struct cert *out, struct err *e);
struct str certificate_text(struct arena *a, const struct cert *x); /* lines of 100 columns */
struct str certificate_html(struct arena *a, const struct cert *x);

#endif
