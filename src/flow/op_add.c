/* add = seal + read + reconcile; seal and read alone; read --text, the pure function. */
#include "base/limits.h"
#include "flow/enter.h"
#include "flow/extract.h"
#include "flow/ingest.h"
#include "flow/show.h"
#include "read/read.h"
#include "sys/os.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

#include <unistd.h>

static rc date_arg(const struct op_ctx *c, struct date_range *out, struct err *e) {
    *out = (struct date_range){0};
    if (!op_given(c, "published") || enter_date(c->scratch, op_str(c, "published"), out))
        return RC_OK;
    rc r = fail(e, RC_USAGE, "--published \"%.*s\" is not a date",
                SARG(str_sub(op_str(c, "published"), 0, 40)));
    err_hint(e, "write 2031-03-10, 2031-03 or 2031");
    return r;
}

static rc intake_of(const struct op_ctx *c, struct str transport, struct intake *in,
                    struct err *e) {
    struct date_range d;
    TRY(date_arg(c, &d, e));
    *in = (struct intake){op_str(c, "publication"),
                          date_text(c->perm, d),
                          op_str(c, "url"),
                          op_str(c, "lang"),
                          op_str(c, "from"),
                          .transport = transport,
                          .captured_at = str_trim(op_str(c, "captured-at")),
                          .captured_by = str_trim(op_str(c, "captured-by")),
                          .note = str_trim(op_str(c, "note")),
                          .sha512 = op_flag(c, "sha512"),
                          .offset_known = op_given(c, "clock-ahead")};
    struct str all[] = {in->publication, in->url,         in->lang,
                        in->from,        in->captured_at, in->captured_by};
    for (i64 i = 0; i < LEN(all); i++)
        if (all[i].n > NAME_BYTES_MAX)
            return fail(e, RC_LIMIT, "a name or address is longer than %d bytes", NAME_BYTES_MAX);
    if (in->note.n > WORK_WORDS_MAX)
        return fail(e, RC_LIMIT, "a note has at most %d bytes", WORK_WORDS_MAX);
    TRY(op_int(c, "clock-ahead", -CLOCK_AHEAD_MAX, CLOCK_AHEAD_MAX, 0, &in->clock_ahead, e));
    if (!op_given(c, "headers")) return RC_OK;
    return os_read(c->perm, cstr(c->perm, op_str(c, "headers")), HEADERS_BYTES_MAX, &in->headers,
                   e);
}

static struct str file_transport(const struct op_ctx *c) {
    return c->remote ? S("upload") : S("file");
}

/* Sealing is acknowledged before reading begins; a file that could not be read is told at the end.
 */
static rc add(struct op_ctx *c, struct err *e) {
    struct intake in;
    struct str *items;
    i64 n = 0;
    struct err partly = {0};
    TRY(intake_of(c, file_transport(c), &in, e));
    rc sealed = ingest_seal(c, op_values(c, "PATH"), &in, &items, &n, &partly);
    if (sealed != RC_OK && sealed != RC_IO) return *e = partly, sealed;
    if (sealed == RC_IO && n == 0) return *e = partly, sealed;
    TRY(ingest_read(c, items, n, e));
    TRY(session_reconcile(c, e));
    if (n) op_say(c, "next: cairn -C %s incidents", c->case_dir);
    if (sealed != RC_OK) *e = partly;
    return sealed;
}

static rc seal(struct op_ctx *c, struct err *e) {
    struct intake in;
    struct str *items;
    i64 n;
    TRY(intake_of(c, file_transport(c), &in, e));
    in.tables_later = true;
    TRY(ingest_seal(c, op_values(c, "PATH"), &in, &items, &n, e));
    if (n) op_say(c, "sealed, not read; next: cairn -C %s read --all", c->case_dir);
    return RC_OK;
}

/* A text that was copied from somewhere, sealed as the recorder pasted it. */
static rc text_add(struct op_ctx *c, struct err *e) {
    struct intake in;
    struct str *items, text = op_str(c, "text"), name = str_trim(op_str(c, "NAME"));
    i64 n;
    TRY(intake_of(c, S("paste"), &in, e));
    if (!str_trim(text).n) return fail(e, RC_USAGE, "the text is empty");
    if (!name.n || name.n > NAME_BYTES_MAX)
        return fail(e, RC_USAGE, "the text needs a name of at most %d bytes", NAME_BYTES_MAX);
    if (!str_has(name, S("."))) name = str_cat(c->perm, name, S(".txt"));
    TRY(ingest_seal_text(c, name, text, &in, &items, &n, e));
    if (n) op_say(c, "sealed, not read; next: cairn -C %s read --all", c->case_dir);
    return RC_OK;
}

static rc stdin_or_file(struct op_ctx *c, struct str name, struct str *out, struct err *e) {
    if (!str_eqc(name, "-")) return os_read(c->perm, cstr(c->perm, name), TEXT_BYTES_MAX, out, e);
    struct buf b = buf_make(c->perm, TEXT_BYTES_MAX);
    char block[65536];
    for (;;) {
        ssize_t n = read(0, block, sizeof block);
        if (n < 0) return fail(e, RC_IO, "standard input could not be read");
        if (n == 0) break;
        buf_put(&b, (struct str){block, n});
    }
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "a text is at most %lld MiB", TEXT_BYTES_MAX >> 20);
    *out = buf_str(&b);
    return RC_OK;
}

/* The claims of one text; no case is touched and nothing is kept. */
static rc read_only(struct op_ctx *c, struct err *e) {
    struct str bytes;
    struct extract x;
    struct reading got;
    struct gazetteer g;
    struct date_range d;
    TRY(date_arg(c, &d, e));
    TRY(stdin_or_file(c, op_str(c, "text"), &bytes, e));
    TRY(extract_text(c->perm, bytes, &x, e));
    TRY(gazetteer_open(builtin_places(), &g, e));
    struct read_opts o = {.published = d.precision ? d : x.published,
                          .published_by_recorder = d.precision != DATE_NONE,
                          .publication = op_str(c, "publication"),
                          .publication_by_recorder = op_given(c, "publication"),
                          .derivative = S("text/1"),
                          .lang = op_str(c, "lang"),
                          .places = &g};
    if (op_flag(c, "trace")) {
        c->face->raw(c->face->self, read_trace(c->perm, c->scratch, x.text, &o));
        return RC_OK;
    }
    TRY(read_text(c->perm, c->scratch, x.text, &o, &got, e));
    if (got.unread.n) return fail(e, RC_UNSUPPORTED, "%.*s", SARG(got.unread));
    for (i64 i = 0; i < got.n; i++) {
        struct json *j = claim_to_json(c->perm, &got.claims[i], x.text);
        struct span s = span_some(got.claims[i].said.content) ? got.claims[i].said.content
                                                              : got.claims[i].sentence;
        json_set_str(c->perm, j, "words", show_short(c->perm, span_words(x.text, s), 160));
        op_row(c, j);
    }
    if (got.n == 0) op_say(c, "no claims were read from this text");
    return RC_OK;
}

static rc read_again(struct op_ctx *c, struct err *e) {
    if (op_given(c, "text")) return read_only(c, e);
    const struct op_value *v = op_values(c, "ITEM");
    if (!v && !op_flag(c, "all"))
        return fail(e, RC_USAGE, "name items, or give --all, or --text FILE");
    struct str *items = NULL;
    i64 n = 0, cap = 0;
    TRY(session_open(c, e));
    struct db *d = c->session->db;
    for (; v; v = v->more)
        TRY(records_find_item(d, c->perm, v->v, op_reach(c), PUSH(c->perm, items, n, cap), e));
    if (op_flag(c, "all")) TRY(records_items(d, c->perm, op_reach(c), &items, &n, e));
    TRY(ingest_read(c, items, n, e));
    return session_reconcile(c, e);
}

#define INTAKE_ARGS                                                                                \
    {"publication", "NAME", ARG_OPT, false, "who published it, as the recorder knows it", NULL},   \
        {"published", "DATE", ARG_OPT, false, "when it was published, as the recorder knows it",   \
         NULL},                                                                                    \
        {"url", "URL", ARG_OPT, false, "where it was found", NULL},                                \
        {"lang", "xx", ARG_OPT, false, "its language, if known", NULL},                            \
        {"from", "TEXT", ARG_OPT, false, "from whom it came", NULL},                               \
        {"headers", "FILE",     ARG_OPT, false, "headers of its transport (HTTP, mail)",           \
         NULL,      ARG_FILE_IN},                                                                  \
        {"captured-at", "TIME", ARG_OPT, false, "when captured, as whoever did it says", NULL},    \
        {"captured-by", "TEXT", ARG_OPT, false, "who captured it, and with what", NULL},           \
        {"note", "TEXT", ARG_OPT, false, "how it came, for the manifest", NULL, ARG_LONG},         \
        {"clock-ahead", "SECONDS", ARG_OPT, false, "how far this clock is ahead (-: behind)",      \
         NULL,          ARG_NUMBER},                                                               \
        {"sha512", "", ARG_FLAG, false, "SHA-512 too: every file is read twice", NULL}, {          \
        0                                                                                          \
    }
#define PATH_ARG                                                                                   \
    { "PATH", "PATH", ARG_POS_MANY, true, "files; a folder is walked", NULL, ARG_FILE_IN }
static const struct op_arg ADD_ARGS[] = {PATH_ARG, INTAKE_ARGS};
static const struct op_arg TEXT_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "what the recorder calls it", NULL},
    {"text", "TEXT", ARG_OPT, true, "the text, as it was pasted", NULL, ARG_LONG},
    INTAKE_ARGS};
static const struct op_arg READ_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS_MANY, false, "items to read again", NULL},
    {"all", "", ARG_FLAG, false, "all items", NULL},
    {"text", "FILE|-", ARG_OPT, false, "a text outside any case: a pure function, nothing is kept",
     NULL, ARG_FILE_IN},
    {"published", "DATE", ARG_OPT, false, "with --text: its date", NULL},
    {"publication", "NAME", ARG_OPT, false, "with --text: its publication", NULL},
    {"lang", "xx", ARG_OPT, false, "with --text: its language", NULL},
    {"trace", "", ARG_FLAG, false,
     "with --text: every stage of the reader, for people who improve it", NULL},
    {0}};

const struct op OP_ADD = {
    .name = "add",
    .group = "seal",
    .summary = "seal, read, reconcile; one receipt line a file",
    .details =
        "Sealing never parses: the bytes are hashed, encrypted, logged and acknowledged before\n"
        "any reader sees them. Read are text, HTML, PDF, DOCX, ODT, mails, CSV, XLSX, SRT, VTT,\n"
        "WARC and pictures of text; claims say page and line, cell or time where they stand.\n"
        "What cannot be read stays sealed and is marked unreadable, with the reason; `cairn\n"
        "doctor` says which programs are missing.",
    .perm = PERM_WRITE,
    .args = ADD_ARGS,
    .columns = "state name id size entry",
    .examples =
        {"cairn -C case add report.txt --publication \"Marat Courier\" --published 2031-03-10",
         "cairn -C case add inbox/", NULL},
    .run = add,
};
const struct op OP_SEAL = {
    .name = "seal",
    .group = "seal",
    .summary = "only seal",
    .details = "",
    .perm = PERM_WRITE,
    .args = ADD_ARGS,
    .columns = "state name id size entry",
    .examples = {"cairn -C case seal report.txt", NULL},
    .run = seal,
};
const struct op OP_TEXT_ADD = {
    .name = "text add",
    .group = "seal",
    .summary = "seal a text that was copied from somewhere",
    .details = "It is sealed as a text file under the name that the recorder gives it.",
    .perm = PERM_WRITE,
    .args = TEXT_ARGS,
    .columns = "state name id size entry",
    .examples = {"cairn -C case text add message --text \"Officials found 14 bodies in Marat.\" "
                 "--from \"a resident, by telephone\"",
                 NULL},
    .run = text_add,
};
const struct op OP_READ = {
    .name = "read",
    .group = "seal",
    .summary = "only read (again), or the claims of one text with --text",
    .details =
        "Reviews survive every later reader: a reviewed claim is frozen, and the new reading of "
        "its words is kept\n"
        "as a proposal beside it.",
    .perm = PERM_WRITE,
    .args = READ_ARGS,
    .columns = "id kind words",
    .examples = {"cairn -C case read --all",
                 "cairn read --text report.txt --published 2031-03-10 --json", NULL},
    .run = read_again,
};
