#include "flow/certificate.h"

#include "flow/custody.h"
#include "flow/manifest.h"
#include "flow/times.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/note.h"
#include "store/slice.h"
#include "sys/os.h"

#include <fcntl.h>
#include <unistd.h>

const char *const CERT_LANG_CODES[] = {"en", "ar", "ru", NULL};

enum cert_word {
#define CW(id, en, ar, ru) CW_##id,
#include "flow/certificate_words.def"
#undef CW
    CW_COUNT
};
static const char *const WORDS[CW_COUNT][CERT_LANGS] = {
#define CW(id, en, ar, ru) {en, ar, ru},
#include "flow/certificate_words.def"
#undef CW
};
static const char *const WORD_IDS[CW_COUNT] = {
#define CW(id, en, ar, ru) #id,
#include "flow/certificate_words.def"
#undef CW
};

struct making {
    struct op_ctx *c;
    struct cert *x;
};

static struct str word(const struct making *m, enum cert_word w) {
    return str_c(WORDS[w][m->x->lang]);
}

static void line(struct making *m, enum cert_kind kind, struct str label, struct str text) {
    *PUSH(m->c->perm, m->x->v, m->x->n, m->x->cap) = (struct cert_line){kind, label, text};
}

static void say(struct making *m, enum cert_kind kind, enum cert_word w) {
    line(m, kind, (struct str){0}, word(m, w));
}

/* {1} and {2} filled in. */
static struct str filled(struct making *m, enum cert_word w, struct str one, struct str two) {
    struct str t = word(m, w);
    i64 at = str_find(t, S("{1}"), 0), second = str_find(t, S("{2}"), 0);
    struct arena *a = m->c->perm;
    if (second >= 0)
        t = str_cat(a, str_sub(t, 0, second), str_cat(a, two, str_sub(t, second + 3, t.n)));
    at = str_find(t, S("{1}"), 0);
    if (at >= 0) t = str_cat(a, str_sub(t, 0, at), str_cat(a, one, str_sub(t, at + 3, t.n)));
    return t;
}

static void fact(struct making *m, enum cert_word label, struct str value) {
    line(m, CERT_FACT, word(m, label), value.n ? value : word(m, CW_not_recorded));
}

static struct str number(struct making *m, i64 n) {
    return str_fmt(m->c->perm, "%lld", (long long)n);
}

/* ---- 1, 2 ---- */

static void who(struct making *m, const struct cert_who *w) {
    say(m, CERT_TITLE, CW_title);
    say(m, CERT_NOTE, CW_draft);
    say(m, CERT_HEAD, CW_who_head);
    line(m, CERT_PARA, (struct str){0}, filled(m, CW_who, w->name, w->title));
    line(m, CERT_FACT, word(m, CW_qualification),
         w->qualification.n ? w->qualification : word(m, CW_to_complete));
}

/* Facts that stand always, and those that stand only when the manifest has them. */
static const struct {
    enum cert_word label;
    const char *key;
    bool always;
} FACTS[] = {{CW_f_name, "name", true},
             {CW_f_path, "path", false},
             {CW_f_item, "item", true},
             {CW_f_sha256, "sha256", true},
             {CW_f_sha512, "sha512", true},
             {CW_f_received, "received_at", true},
             {CW_f_operator, "operator", true},
             {CW_f_from, "from", true},
             {CW_f_url, "url", true},
             {CW_f_transport, "transport", true},
             {CW_f_captured_at, "captured_at", true},
             {CW_f_captured_by, "captured_by", true},
             {CW_f_headers, "headers_sha256", false},
             {CW_f_tool, "tool", true},
             {CW_f_build, "build", true},
             {CW_f_build_id, "build_id", false}};

static void clock_facts(struct making *m, const struct json *clock) {
    i64 error = json_get_i(clock, "error_us", -1);
    fact(m, CW_f_clock, json_get_str(clock, "state"));
    if (error >= 0) fact(m, CW_f_error, number(m, error));
    if (json_get(clock, "ahead_s")) fact(m, CW_f_ahead, number(m, json_get_i(clock, "ahead_s", 0)));
}

static void file(struct making *m, const struct json *j) {
    say(m, CERT_HEAD, CW_file_head);
    fact(m, CW_f_case, store_name(m->c->session->store));
    for (i64 i = 0; i < LEN(FACTS); i++) {
        struct str v = json_get_str(j, FACTS[i].key);
        if (v.n || FACTS[i].always) fact(m, FACTS[i].label, v);
        if (FACTS[i].label == CW_f_item) fact(m, CW_f_size, number(m, json_get_i(j, "size", 0)));
        if (FACTS[i].label == CW_f_received) clock_facts(m, json_get(j, "clock"));
    }
}

/* ---- 3: the bytes, read again ---- */

static rc read_again(struct op_ctx *c, const struct item *it, struct str sha_hex, struct err *e) {
    struct store *s = c->session->store;
    u8 sum[32];
    i64 k;
    TRY(store_object_at(s, it->entry, it->object_name, &k, sum, e));
    if (!str_eq(hex_encode(c->perm, bytes_str(sum, 32)), sha_hex))
        return fail(e, RC_INTEGRITY, "the manifest and the object of the item differ");
    int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return fail(e, RC_IO, "/dev/null cannot be opened");
    rc r = store_object_to(s, it->entry, it->object_name, fd, e);
    close(fd);
    return r;
}

static rc hashes(struct making *m, struct err *e) {
    struct str build, id;
    TRY(manifest_program(m->c, &build, &id, e));
    say(m, CERT_HEAD, CW_hash_head);
    say(m, CERT_PARA, CW_hashed);
    line(m, CERT_PARA, (struct str){0},
         filled(m, CW_hashed_again, instant_text(m->c->perm, os_now()), (struct str){0}));
    line(m, CERT_PARA, (struct str){0}, filled(m, CW_prepared, S("cairn " CAIRN_VERSION), build));
    return RC_OK;
}

/* ---- 4 ---- */

static void bound(struct making *m, enum cert_word label, const struct time_bound *b) {
    struct arena *a = m->c->perm;
    struct str none = word(m, CW_not_shown);
    fact(m, label,
         b->kind == BOUND_NONE
             ? none
             : str_fmt(a, "%.*s (%.*s)", SARG(instant_text(a, b->at)), SARG(b->who)));
}

static rc log_and_time(struct making *m, i64 entry, struct err *e) {
    struct op_ctx *c = m->c;
    struct leaf_proof proof;
    struct checkpoint head;
    struct note *n = NEW(c->perm, struct note);
    struct times t;
    struct interval v;
    struct str vkey = store_vkey(c->session->store);
    TRY(store_prove(c->session->store, c->perm, entry, &proof, e));
    TRY(note_parse(c->perm, proof.checkpoint, n, e));
    TRY(checkpoint_parse(c->perm, n->text, &head, e));
    TRY(flow_times(c, &t, e));
    times_interval(&t, entry, &v);
    say(m, CERT_HEAD, CW_log_head);
    line(m, CERT_PARA, (struct str){0},
         filled(m, CW_logged, number(m, entry), number(m, head.size)));
    fact(m, CW_f_log, vkey);
    fact(m, CW_f_root, b64_encode(c->perm, bytes_str(head.root, 32), true));
    bound(m, CW_not_before, &v.from);
    bound(m, CW_not_after_stamp, &v.stamp);
    bound(m, CW_not_after_witness, &v.witness);
    say(m, CERT_PARA, CW_own_clock);
    return RC_OK;
}

/* ---- 5 ---- */

static struct str step_word(struct making *m, struct str step) {
    for (int w = 0; w < CW_COUNT; w++)
        if (!strncmp(WORD_IDS[w], "step_", 5) && str_eqc(step, WORD_IDS[w] + 5))
            return word(m, (enum cert_word)w);
    return step;
}

static void more(struct making *m, struct buf *b, enum cert_word w, struct str one,
                 struct str two) {
    if (!one.n) return;
    buf_puts(b, "; ");
    buf_put(b, filled(m, w, one, two));
}

static void custody_line(struct making *m, const struct custody_step *s) {
    struct buf b = buf_make(m->c->perm, NAME_BYTES_MAX * 8);
    bool names = op_sees(m->c, FIELD_NAMES), places = op_sees(m->c, FIELD_PLACE);
    struct str hidden = S("—");
    if (s->entry < 0) {
        struct str by = s->to.n ? (names ? s->to : hidden) : word(m, CW_nobody);
        return line(m, CERT_FACT, s->when, filled(m, CW_step_held, by, (struct str){0}));
    }
    buf_put(&b, step_word(m, s->step));
    if (s->from.n) more(m, &b, CW_line_from, names ? s->from : hidden, (struct str){0});
    if (s->to.n) more(m, &b, CW_line_to, names ? s->to : hidden, (struct str){0});
    if (s->place.n) more(m, &b, CW_line_place, places ? s->place : hidden, (struct str){0});
    more(m, &b, CW_line_by, s->by, number(m, s->entry));
    if (s->key.n) more(m, &b, CW_line_signed, s->key, (struct str){0});
    if (str_eqc(s->signature, "unsigned")) more(m, &b, CW_line_unsigned, S(" "), (struct str){0});
    if (str_eqc(s->signature, "automatic")) more(m, &b, CW_line_automatic, S(" "), (struct str){0});
    more(m, &b, CW_line_gap, s->gap, (struct str){0});
    line(m, CERT_FACT, s->when, buf_str(&b));
}

static rc hands(struct making *m, struct str item, struct err *e) {
    struct custody_chain ch;
    TRY(custody_chain(m->c, item, &ch, e));
    say(m, CERT_HEAD, CW_custody_head);
    say(m, CERT_PARA, CW_custody_intro);
    for (i64 i = 0; i < ch.n; i++)
        custody_line(m, &ch.steps[i]);
    if (ch.gaps)
        line(m, CERT_PARA, (struct str){0}, filled(m, CW_gaps, number(m, ch.gaps), S("")));
    else
        say(m, CERT_PARA, CW_no_gaps);
    return RC_OK;
}

/* ---- 6 to 9 ---- */

static void code(struct making *m, const char *command) {
    line(m, CERT_CODE, (struct str){0}, str_c(command));
}

static void rest(struct making *m) {
    say(m, CERT_HEAD, CW_check_head);
    say(m, CERT_ITEM, CW_check_bytes);
    say(m, CERT_ITEM, CW_check_log);
    say(m, CERT_ITEM, CW_check_hands);
    say(m, CERT_PARA, CW_check_not);
    say(m, CERT_HEAD, CW_how_head);
    say(m, CERT_PARA, CW_how_sum);
    code(m, "sha256sum FILE");
    say(m, CERT_PARA, CW_how_receipt);
    code(m, "cairn-verify item.receipt");
    code(m, "cairn verify item.receipt --extract FOLDER");
    say(m, CERT_PARA, CW_how_signed);
    code(m, "ssh-keygen -Y verify -n act@cairn -f ALLOWED_SIGNERS -I NAME -s act.sig < act");
    say(m, CERT_PARA, CW_how_stamp);
    code(m, "openssl ts -verify -in TOKEN.tsr -data CHECKPOINT -CAfile ROOTS.pem");
    say(m, CERT_HEAD, CW_not_head);
    say(m, CERT_PARA, CW_not_1);
    say(m, CERT_PARA, CW_not_2);
}

static void place_to_sign(struct making *m, const struct cert_who *w) {
    say(m, CERT_HEAD, CW_sign_head);
    say(m, CERT_PARA, CW_sign);
    line(m, CERT_FACT, word(m, CW_s_name), w->name);
    line(m, CERT_FACT, word(m, CW_s_title), w->title);
    line(m, CERT_BLANK, word(m, CW_s_signature), (struct str){0});
    line(m, CERT_BLANK, word(m, CW_s_date), (struct str){0});
    line(m, CERT_BLANK, word(m, CW_s_place), (struct str){0});
}

rc certificate_make(struct op_ctx *c, struct str item, const struct cert_who *w,
                    enum cert_lang lang, struct cert *out, struct err *e) {
    struct making m = {c, out};
    struct slice want = {.items = &item, .nitems = 1};
    struct book *b;
    struct json *j = NULL;
    *out = (struct cert){.lang = lang};
    TRY(session_slice(c, &want, &b, e));
    i64 at = book_item(b, item);
    if (at < 0 || b->items[at].state == ITEM_ERASED)
        return fail(e, RC_NOTFOUND, at < 0 ? "there is no such item" : "the item was erased");
    const struct item *it = &b->items[at];
    TRY(manifest_json(c, item, &j, e));
    TRY(read_again(c, it, json_get_str(j, "sha256"), e));
    who(&m, w);
    file(&m, j);
    TRY(hashes(&m, e));
    TRY(log_and_time(&m, it->entry, e));
    TRY(hands(&m, item, e));
    rest(&m);
    place_to_sign(&m, w);
    return RC_OK;
}
