/* Inside the desk: what the master hands to its workers, what a worker keeps, and the steps from a
 * request's bytes to its answer.
 *
 *   serve.c    master: socket, key, workers, browser      worker.c   one process: libmicrohttpd,
 * loop intake.c   bodies: fields, uploads spooled            url.c      percent, query, cookie,
 * If-Match guard.c    Host, Origin, cookie, CSRF                 route.c    which page, form, call,
 * asset act.c      POST /do/NAME                              api.c      /api/v1, openapi.c
 * /openapi.json run.c      an operation, its rows kept                jobs.c     the slow ones
 *   frame.c    the page around <main>                     answer.c   headers, problems
 *
 * One request at a time in a process; nothing here is shared between threads. */
#ifndef CAIRN_WEB_DESK_H
#define CAIRN_WEB_DESK_H

#include "base/limits.h"
#include "people/accounts.h"
#include "web/web.h"

struct MHD_Connection;
struct MHD_PostProcessor;

struct desk_settings {
    const char *case_dir, *tmp_dir, *key_file;
    struct str key_text;          /* the key file's text in guarded memory (sodium_malloc) */
    struct str actor;             /* who acts before there are accounts */
    struct str name;              /* host name of --listen; "" = loopback alone */
    struct str origin;            /* "http://127.0.0.1:8480" */
    struct str cookie;            /* name of the session's cookie */
    struct str tls_key, tls_cert; /* PEM; "" = without */
    int port, workers, listen_fd;
    int wake_read, wake_write; /* a byte: there is a job */
    bool read_only, open_browser;
};

/* The body of one request, as it comes in. */
struct intake {
    struct desk *desk;
    struct MHD_Connection *c;
    bool used, begun;
    struct arena a, whole; /* mapped on first use, kept */
    struct str uri;        /* raw, with query; p NULL: longer than DESK_URI_MAX */
    char uri_bytes[DESK_URI_MAX];
    struct MHD_PostProcessor *post;
    struct buf body;  /* JSON */
    struct buf value; /* the field under way */
    bool open_value, open_file, json;
    struct pair *form;
    i64 nform, cap_form;
    struct upload *files;
    i64 nfiles, cap_files, nfolders;
    const char *folder; /* of this request's uploads; NULL = none yet */
    int fd;
    i64 bytes, bytes_in; /* of text fields; of all */
    i64 came;       /* when its target was read */
    struct err err;      /* why the request is refused */
    int status;          /* with err: instead of its own status; 0 = its own */
    bool close;          /* the connection ends with this answer */
    struct sitting sitting;
    bool sat; /* sitting was found */
};

struct desk {
    const struct desk_settings *set;
    struct arena perm, scratch;        /* as long as the worker; scratch by value */
    struct arena answer, answer_whole; /* of one request */
    struct op_ctx base;                /* session on the case */
    struct people *people;
    int number; /* of this worker, for names of files */
    i64 requests, folders;
    struct intake slots[DESK_CONNECTIONS_MAX];
};

/* ---- worker.c ---- */
/* Runs one worker until told to stop; returns its exit status. */
int worker_run(const struct desk_settings *set, int number);
/* The answer to one request, ready to be sent: it lies in d->answer. Never fails: what goes wrong
 * is the answer. */
struct req *desk_answer(struct intake *in, const char *method);
MUST rc desk_open(struct desk *d, const struct desk_settings *set, struct err *e);
void desk_log(const struct desk *d, const char *what, const char *why); /* a line on stderr */

/* ---- intake.c ---- */
/* Begins a request's body by its Content-Type; anything wrong goes to in->err. */
void intake_begin(struct intake *in, struct str type);
void intake_take(struct intake *in, const char *p, size_t n);
void intake_end(struct intake *in);  /* the body is complete */
void intake_drop(struct intake *in); /* removes its files; the slot is free */
struct str intake_filename(struct arena *a, struct str given); /* harmless base name */

void folder_remove(struct arena scratch, const char *dir); /* with all that is in it */

/* ---- url.c: pure ---- */
/* Strict percent decoding into UTF-8 without control characters; `plus`: + is a blank. p NULL when
 * malformed. */
struct str url_decode(struct arena *a, struct str raw, bool plus);
struct str url_encode(struct arena *a, struct str text); /* all but unreserved (RFC 3986 §2.3) */
/* "a=1&b=2" into pairs; false when malformed or more than DESK_FIELDS_MAX. */
bool url_query(struct arena *a, struct str raw, struct pair **out, i64 *n);
/* Splits a path into at most `most` decoded segments; -1 when malformed, has empty or dot segments.
 * "/" has none. */
i64 url_segments(struct arena *a, struct str raw, struct str *seg, i64 most);
/* Value of a cookie by name in a Cookie header (RFC 6265 §4.2); p NULL when absent, malformed or
 * there twice. */
struct str url_cookie(struct str header, struct str name);
/* A local path that may be redirected to: begins with one slash, no scheme, no backslash, no
 * control. */
bool url_is_local(struct str path);
/* "E-P" in quotes, as a strong entity tag; false for anything else. */
bool url_version(struct str tag, i64 *entry, i64 *part);

/* ---- guard.c ---- */
bool guard_host(const struct desk_settings *set, struct str host);
bool guard_origin(const struct desk_settings *set, struct str host, struct str origin,
                  struct str fetch_site);
bool guard_same(struct str a, struct str b); /* constant time in the bytes, not in the length */

/* ---- answer.c ---- */
struct str req_header(struct MHD_Connection *c, const char *name);
/* A page telling the error, or a problem document where the request is for the API. */
void answer_problem(struct req *r, const struct err *e);
void answer_status(struct req *r, int status, rc code, const char *msg); /* 405, 428 … */
void problem_words(struct req *r, const struct err *e); /* message and hint, as content */
void problem_do(struct req *r, rc code); /* what to do, in the language of the page */
int answer_queue(struct req *r, struct intake *in);
void answer_cookie(struct req *r, struct str name, struct str value, i64 seconds);
void answer_reset(struct req *r); /* forgets what was written so far */

/* ---- route.c ---- */
void route(struct req *r, struct intake *in);
bool route_is_api(const struct req *r);
void act_post(struct req *r, struct str name, struct intake *in); /* act.c */
void api_call(struct req *r, struct str name, struct intake *in); /* api.c */
void api_index(struct req *r);
void api_job(struct req *r, struct str id);
bool api_is_get(const struct op *op);
/* The id under which the version of this object is kept; the name itself when there is none. */
struct str object_id(struct req *r, struct str name);
void openapi_document(struct req *r);
struct json *openapi_make(struct arena *a); /* the document; for tests too */
/* What an edit was made against, from a form or If-Match; false when malformed. */
bool take_match(struct req *r, struct str object, struct str version);

/* ---- run.c: an operation with its rows kept ---- */
struct run {
    struct req *r;
    struct json *rows; /* array */
    struct buf raw;    /* bytes to be sent as they are */
    struct str *said;
    i64 nsaid, cap_said;
    const char *out_path; /* of the ARG_FILE_OUT the server named; NULL = none */
    struct op_ctx c;
};
/* From {"arg": …}: only what may come over HTTP; uploads become ARG_FILE_IN values. */
MUST rc run_op(struct run *x, struct req *r, const struct op *op, const struct json *args,
               struct err *e);
/* The first half of run_op: *out holds the arguments with uploads and output named. */
MUST rc run_args(struct run *x, struct req *r, const struct op *op, const struct json *args,
                 struct json **out, struct err *e);
/* From the stored arguments of a job, on a session of its own. */
MUST rc run_job(struct run *x, struct req *r, const struct op *op, const struct json *args,
                const char *out, const struct face *face, struct err *e);
struct face run_face(struct run *x); /* keeps all in x */
/* Rows, words and error as one JSON object, of JOB_RESULT_MAX bytes at most. */
struct json *run_result(struct run *x, rc got, const struct err *e);
/* Sends what the operation wrote, and removes it. */
void send_file(struct req *r, struct run *x);
/* Puts it into the queue of the job worker and goes to its page. */
MUST rc job_begin(struct req *r, const struct op *op, const struct json *args, struct intake *in,
                  struct err *e);
bool job_wanted(const struct req *r, const struct op *op); /* slow by itself or by its uploads */
/* The process that does the jobs; it ends after each, WORKER_RELOAD when all must open anew. */
int jobs_run(const struct desk_settings *set, int number);
enum { WORKER_RELOAD = 99 };
struct str op_slug(struct arena *a, const struct op *op);      /* "claim add" -> "claim-add" */
const struct op *op_by_slug(struct arena *a, struct str slug); /* NULL: none, or local */
void audit(struct req *r, const char *act, struct str object);
struct str audit_object(const struct op_ctx *c);

/* ---- frame.c, assets.c ---- */
void frame_page(struct req *r, const struct page *p, struct str title, struct str content,
                struct buf *out);
struct str asset_style(struct arena *a); /* "/a/HASH/desk.css" */
i64 asset_scripts(struct arena *a, struct str **paths);
/* p NULL: no such asset. *type its media type. */
struct str asset_get(struct arena *a, struct str hash, struct str name, const char **type);

#endif
