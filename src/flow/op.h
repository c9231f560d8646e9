/* An operation, declared once (DESIGN §4, HABITS B.4). From this one declaration come: command-line
 * parsing, --help, the man page, shell completion, the public API's JSON call, and the audit line;
 * HTTP
 * routes, forms and the OpenAPI document (src/web).
 *
 * Adding one: a file flow/op_NAME.c with a `const struct op OP_NAME`, and a line in flow/ops.def.
 * `run` authorises, works through the rooms, and gives its answer as JSON rows through op_row():
 * faces turn them into NDJSON, a table or TSV. Words for people go through op_say() (stderr). */
#ifndef CAIRN_FLOW_OP_H
#define CAIRN_FLOW_OP_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "store/rights.h"

enum arg_kind {
    ARG_POS,      /* one positional */
    ARG_POS_MANY, /* the rest of the positionals, at least one if required */
    ARG_OPT,      /* --name VALUE */
    ARG_OPT_MANY, /* --name VALUE, may be repeated */
    ARG_FLAG      /* --name */
};

/* What an argument's value is: forms, OpenAPI and what may come over HTTP derive from it. */
enum arg_type {
    ARG_TEXT,
    ARG_LONG,     /* several lines */
    ARG_NUMBER,   /* a whole number */
    ARG_DATE,     /* as date_parse() reads it */
    ARG_FILE_IN,  /* path of a file to read; over HTTP only as an upload */
    ARG_FILE_OUT, /* path of a file to write; over HTTP the server names it and sends it back */
    ARG_FOLDER_OUT, /* path of a folder to write into; over HTTP it is refused */
    ARG_SECRET    /* a passphrase or code: a password field over HTTP, never a word of a command
                     line; never echoed: in no error page, audit line or problem document */
};

struct op_arg {
    const char *name, *meta;
    enum arg_kind kind;
    bool required;
    const char *help;
    const char *values; /* "a|b|c" when closed; else NULL */
    enum arg_type type;
    i64 rows; /* of ARG_OPT: more than 1 = also --name-2 … --name-ROWS, for further rows of a form
               */
};

struct op_ctx;
typedef rc op_fn(struct op_ctx *c, struct err *e);

struct op {
    const char *name;    /* "claim add" */
    const char *group;   /* heading of the overview: start, seal, read, review, reconcile, publish,
                            prove, system */
    const char *summary; /* one line */
    const char *details; /* paragraphs; may be "" */
    enum perm perm;
    bool no_case;              /* runs without -C DIR */
    const struct op_arg *args; /* ends with name == NULL */
    const char *columns;     /* result fields shown in a table, blank-separated; "" = words only */
    const char *examples[6]; /* each run by a test; NULL-ended */
    op_fn *run;
    bool local; /* only at the machine, never over HTTP */
    bool slow;  /* may take seconds: the desk runs it as a job */
    const char *edits; /* the argument that names the existing object it changes: over HTTP the
                          version it was made against must be said (If-Match); NULL: none */
};

extern const struct op *const OPS[];          /* in the order of ops.def; NULL-ended */
const struct op *op_find(struct str name);    /* NULL when there is none */
const struct op *op_nearest(struct str name); /* for "did you mean"; NULL when nothing is near */

/* Where rows and words go: the face's part. */
struct face {
    void *self;
    void (*row)(void *self, const struct op *op, const struct json *row);
    void (*say)(void *self, const char *line); /* stderr words, one line */
    void (*raw)(void *self, struct str bytes); /* bytes to stdout as they are (CSV, a file) */
    void (*progress)(void *self, const char *what, i64 done, i64 all);
    bool (*stopped)(void *self); /* Ctrl-C seen */
    /* `cairn serve`: the desk is a face too, and flow knows no faces. NULL: not offered here. */
    rc (*serve)(void *self, struct op_ctx *c, struct err *e);
};

struct op_value {
    const struct op_arg *arg;
    struct str v;
    bool given;
    struct op_value *more; /* further values of *_MANY */
    struct op_value *row; /* of an argument with rows: row 2 at [0], …; NULL when there are none */
};

struct session;
struct op_ctx {
    const struct op *op;
    struct arena *perm;      /* lives until the operation ends */
    struct arena scratch;    /* pass by value */
    struct op_value *values; /* one per declared argument, same order */
    const struct face *face;
    const char *case_dir; /* -C, "." by default */
    const char *key_file, *passphrase_file;
    struct str key_text;         /* store_key_text(): the case opens without asking; n 0 = none */
    struct str actor;            /* who acts: --as, $CAIRN_USER, else the login name */
    struct session *session;     /* opened by session_open() on first need */
    const struct rights *rights; /* NULL: all */
    bool may_ask; /* whoever started this sits at its terminal and can be asked for a passphrase */
    bool remote;  /* asked over HTTP: its files are uploads */
    /* What an edit was made against (ETag, If-Match): session_begin() refuses with RC_CONFLICT when
     * the object has changed since. match.n == 0: not asked. */
    struct str match;
    i64 match_entry, match_part;
    bool stale; /* set when that was the reason */
};

/* Authorises and runs. Faces call this, never op->run. RC_DENIED names what is missing, not what
 * there is. Without rights, in a case that has accounts: whoever is named by c->actor acts with the
 * rights of that account, or as the holder of the key when it is none; the audit trail says which
 * (claimed.h). */
MUST rc op_run(struct op_ctx *c, struct err *e);
/* The first half alone, before arguments are looked at: RC_DENIED as op_run would say it. */
MUST rc op_allowed(const struct op_ctx *c, struct err *e);
bool op_may(const struct op_ctx *c, enum perm p);
bool op_sees(const struct op_ctx *c, enum field_group f);
i64 op_reach(const struct op_ctx *c); /* bits of groups; -1: all */

struct str op_str(const struct op_ctx *c, const char *name); /* "" when not given */
/* Row 1, 2, … of an argument with rows; "" when not given. */
struct str op_row_str(const struct op_ctx *c, const char *name, i64 row);
bool op_flag(const struct op_ctx *c, const char *name);
bool op_given(const struct op_ctx *c, const char *name);
const struct op_value *op_values(const struct op_ctx *c,
                                 const char *name); /* walk by ->more; NULL if not given */
/* An integer option in [min,max], or dflt when not given. */
MUST rc op_int(const struct op_ctx *c, const char *name, i64 min, i64 max, i64 dflt, i64 *out,
               struct err *e);

void op_row(struct op_ctx *c, const struct json *row);
void op_say(struct op_ctx *c, const char *fmt, ...) PRINTF(2, 3);

/* Generated from the declarations. */
struct str op_usage(struct arena *a, const struct op *op);   /* one line */
struct str op_help(struct arena *a, const struct op *op);    /* whole page */
struct str op_overview(struct arena *a);                     /* all groups */
struct str op_man(struct arena *a);                          /* roff, cairn(1) */
struct str op_completion(struct arena *a, struct str shell); /* bash, zsh, fish; empty for others */

#endif
