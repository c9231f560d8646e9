#include "flow/health.h"

#include "flow/desk.h"
#include "flow/times.h"
#include "media/media.h"
#include "store/keys.h"
#include "store/vault.h"
#include "sys/os.h"
#include "sys/sandbox.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { DISK_LOW = 1024, VERIFY_DAYS = 30 };
/* A clock before this program was written cannot be right. */
#define WRITTEN 1767225600

static struct health line(const char *check, const char *id, bool ok, struct str words) {
    return (struct health){.check = check, .id = id, .ok = ok, .n = -1, .words = words};
}

static struct health sandbox(struct op_ctx *c) {
    struct err caged = {0};
    bool ok = sandbox_prove(c->scratch, &caged) == RC_OK;
    struct str words = ok ? sandbox_level(c->perm) : str_dup(c->perm, str_c(caged.msg));
    struct health h = line("sandbox", ok ? "health.sandbox_ok" : "health.sandbox_bad", ok, words);
    h.text = words;
    return h;
}

static struct health clock_now(struct op_ctx *c) {
    i64 now = os_now();
    bool ok = now > WRITTEN;
    struct health h =
        line("clock", ok ? "health.clock_ok" : "health.clock_bad", ok,
             str_fmt(c->perm, "%.*s (UTC)%s", SARG(instant_text(c->perm, now)),
                     ok ? "; it is only claimed, until a time authority stamps a checkpoint"
                        : "; set it before sealing anything"));
    h.at = now;
    return h;
}

static struct health disk(struct op_ctx *c) {
    struct statvfs v;
    if (statvfs(c->case_dir, &v) != 0)
        return line("disk", "health.disk_unknown", false,
                    S("the folder cannot be looked at; name another with -C DIR"));
    i64 mib = (i64)v.f_bavail * (i64)v.f_frsize >> 20;
    bool ok = mib >= DISK_LOW;
    struct health h =
        line("disk", ok ? "health.disk_ok" : "health.disk_low", ok,
             str_fmt(c->perm, "%lld MiB free; keep at least %d", (long long)mib, DISK_LOW));
    h.n = mib;
    return h;
}

static struct health places(void) {
    struct gazetteer g;
    struct err bad = {0};
    bool ok = gazetteer_open(builtin_places(), &g, &bad) == RC_OK;
    return line("places", ok ? "health.places_ok" : "health.places_bad", ok,
                ok ? S("built-in gazetteer")
                   : S("the built-in gazetteer is damaged: install cairn again"));
}

/* Programs of others are optional: without them their forms stay sealed, and say so. */
static struct health readers(struct op_ctx *c) {
    struct str missing = media_missing(c->perm);
    if (!missing.n)
        return line("readers", "health.readers", true,
                    S("text, HTML, PDF, DOCX, ODT, mail, CSV, XLSX, SRT, VTT, WARC, pictures of "
                      "text; other forms are sealed and marked unreadable"));
    struct health h = line("readers", "health.readers_missing", false, missing);
    h.text = missing;
    return h;
}

static struct health the_case(struct op_ctx *c, bool *there) {
    struct err e = {0};
    struct err none = {0};
    *there = false;
    if (session_need_case(c, &none) != RC_OK)
        return line("case", "health.case_none", true,
                    S("no case here; the other checks stand without one"));
    *there = session_open(c, &e) == RC_OK;
    if (!*there) {
        struct health h = line("case", "health.case_bad", false, str_dup(c->perm, str_c(e.msg)));
        h.text = h.words;
        return h;
    }
    i64 n = store_size(c->session->store);
    struct health h =
        line("case", "health.case_ok", true, str_fmt(c->perm, "opens; %lld entries", (long long)n));
    h.n = n;
    return h;
}

static struct health tables(struct op_ctx *c) {
    i64 have = -1, size = store_size(c->session->store);
    struct err e = {0};
    bool ok = records_applied(c->session->db, &have, &e) == RC_OK && have == size;
    struct health h = line("tables", ok ? "health.tables_ok" : "health.tables_bad", ok,
                           ok ? S("up to the log") : S("not up to the log: run `cairn rebuild`"));
    return h;
}

/* ---- what desk.db remembers ---- */

static const char *desk_path(struct op_ctx *c) {
    return cstr(c->perm, str_fmt(c->perm, "%s/desk.db", c->case_dir));
}

struct verified {
    struct json *last;
    bool deep;
    i64 findings;
};

static rc recall(struct op_ctx *c, struct people *p, void *ctx, struct err *e) {
    struct verified *v = ctx;
    struct json **rows;
    i64 n;
    TRY(people_kept(p, c->perm, S(""), "health", &rows, &n, e));
    for (i64 i = 0; i < n; i++)
        if (str_eqc(json_get_str(rows[i], "name"), "verify"))
            TRY(json_read(c->perm, json_get_str(rows[i], "value"), &v->last, e));
    return RC_OK;
}

static rc remember(struct op_ctx *c, struct people *p, void *ctx, struct err *e) {
    struct verified *v = ctx;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "at", os_now());
    json_set(j, S("deep"), json_bool(c->perm, v->deep));
    json_set_i(c->perm, j, "findings", v->findings);
    return people_keep(p, S(""), "health", S("verify"), json_text(c->perm, j), e);
}

static rc with_desk(struct op_ctx *c,
                    rc (*fn)(struct op_ctx *, struct people *, void *, struct err *),
                    struct verified *v, struct err *e) {
    struct people *p;
    if (!os_exists(desk_path(c))) return RC_OK;
    TRY(people_open(c->perm, c->case_dir, store_page_key(c->session->store), &p, e));
    rc r = fn(c, p, v, e);
    people_close(p);
    return r;
}

void health_verified(struct op_ctx *c, bool deep, i64 findings) {
    struct verified v = {.deep = deep, .findings = findings};
    struct err e = {0};
    if (with_desk(c, remember, &v, &e) != RC_OK)
        op_say(c, "the desk does not remember this check: %s", e.msg);
}

static struct health last_verify(struct op_ctx *c) {
    struct verified v = {0};
    struct err e = {0};
    if (with_desk(c, recall, &v, &e) != RC_OK || !v.last)
        return line("verify", "health.verify_never", false,
                    S("not known to have been checked; run `cairn verify --deep`"));
    i64 at = json_get_i(v.last, "at", 0), findings = json_get_i(v.last, "findings", 0);
    bool old = os_now() - at > VERIFY_DAYS * 86400;
    const char *id = findings ? "health.verify_bad"
                     : old    ? "health.verify_old"
                              : "health.verify_ok";
    struct health h =
        line("verify", id, !findings && !old,
             str_fmt(c->perm, "last checked %.*s: %s", SARG(instant_text(c->perm, at)),
                     findings ? "things did not check; restore from a backup, or `cairn rebuild`"
                     : old    ? "a while ago; run `cairn verify --deep`"
                              : "unchanged"));
    h.at = at;
    return h;
}

static struct health backup(void) {
    return line("backup", "health.backup_none", false,
                S("no backup is known; copy the case's folder and, apart from it, the key file"));
}

/* ---- time ---- */

/* Is anybody else's word on when? And does the first stamp that ends, end soon? */
static struct health stamps(struct op_ctx *c) {
    struct times t;
    struct err bad = {0};
    if (flow_times(c, &t, &bad) != RC_OK) {
        struct health h = line("time", "health.time_bad", false, str_dup(c->perm, str_c(bad.msg)));
        h.text = h.words;
        return h;
    }
    i64 ends = time_first_end(&t);
    if (!ends && !t.ncosigned)
        return line("time", "health.time_none", true,
                    S("no time authority and no witness has seen the log; dates are claimed "
                      "(`cairn help log stamp`)"));
    bool soon = ends && ends - os_now() < TIME_WARN_DAYS * 86400LL;
    struct str day = ends ? str_sub(instant_text(c->perm, ends), 0, 10) : (struct str){0};
    struct health h =
        line("time",
             soon   ? "health.time_soon"
             : ends ? "health.time_ok"
                    : "health.time_witness",
             !soon,
             soon   ? str_fmt(c->perm,
                              "a stamp's certificate ends on %.*s: "
                                "`cairn log stamp --renew %d`",
                              SARG(day), TIME_WARN_DAYS)
             : ends ? str_fmt(c->perm, "stamped; the stamps hold until %.*s at least", SARG(day))
                    : S("cosigned by witnesses; no time authority has stamped it"));
    h.at = ends;
    return h;
}

/* ---- the key ---- */

static bool under_passphrase(const char *path) {
    char head[19] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool yes = fd >= 0 && read(fd, head, 19) == 19 && !memcmp(head, "age-encryption.org/", 19);
    if (fd >= 0) (void)close(fd);
    return yes;
}

static struct health key(struct op_ctx *c) {
    struct store_key_opts o = {.key_file = c->key_file};
    const char *path;
    struct stat st;
    struct err e = {0};
    if (store_key_path(c->perm, c->case_dir, &o, &path, &e) != RC_OK || stat(path, &st) != 0)
        return line("key", "health.key_missing", false,
                    S("the key file is not where it was; without it the case cannot be opened "
                      "again"));
    struct health h;
    if (store_rekeying(c->session->store) != REKEY_NONE)
        h = line("key", "health.key_unfinished", false,
                 S("a change of the case's keys is unfinished: run `cairn key rotate "
                   "--reason TEXT`"));
    else if (st.st_mode & 077)
        h = line("key", "health.key_mode", false,
                 str_fmt(c->perm, "others on this machine may read %s: chmod 600 it", path));
    else if (!under_passphrase(path))
        h = line("key", "health.key_open", false,
                 S("the key file has no passphrase: whoever has the file can open the case"));
    else
        h = line("key", "health.key_ok", true,
                 S("under a passphrase, readable by its owner alone"));
    h.text = str_c(path);
    return h;
}

i64 health_checks(struct op_ctx *c, struct health *out) {
    i64 n = 0;
    bool there;
    out[n++] = sandbox(c);
    out[n++] = clock_now(c);
    out[n++] = disk(c);
    out[n++] = places();
    out[n++] = readers(c);
    out[n++] = the_case(c, &there);
    if (!there) return n;
    out[n++] = tables(c);
    out[n++] = last_verify(c);
    out[n++] = stamps(c);
    out[n++] = backup();
    out[n++] = key(c);
    CHECK(n <= HEALTH_CHECKS);
    return n;
}
