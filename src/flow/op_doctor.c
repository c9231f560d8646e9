/* doctor: is this machine fit? In words, with what to do. */
#include "flow/session.h"
#include "sys/os.h"
#include "sys/sandbox.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

#include <sys/statvfs.h>

static void line(struct op_ctx *c, const char *what, bool ok, struct str words) {
    struct json *j = json_obj(c->perm);
    json_set_str(c->perm, j, "check", str_c(what));
    json_set_str(c->perm, j, "state", ok ? S("ok") : S("look"));
    json_set_str(c->perm, j, "words", words);
    op_row(c, j);
}

static void disk(struct op_ctx *c) {
    struct statvfs v;
    if (statvfs(c->case_dir, &v) != 0) {
        line(c, "disk", false, S("the folder cannot be looked at; name another with -C DIR"));
        return;
    }
    i64 mib = (i64)v.f_bavail * (i64)v.f_frsize >> 20;
    line(c, "disk", mib >= 1024,
         str_fmt(c->perm, "%lld MiB free; keep at least 1024", (long long)mib));
}

/* A clock before this program was written cannot be right. */
static void clock_line(struct op_ctx *c) {
    i64 now = os_now();
    bool ok = now > 1767225600;
    line(c, "clock", ok,
         str_fmt(c->perm, "%.*s (UTC)%s", SARG(instant_text(c->perm, now)),
                 ok ? "; it is only claimed, until a time authority stamps a checkpoint"
                    : "; set it before sealing anything"));
}

static void case_line(struct op_ctx *c) {
    const char *mark = cstr(c->perm, str_cat(c->perm, str_c(c->case_dir), S("/cairn.case")));
    if (!os_exists(mark)) {
        line(c, "case", true, S("no case here; the other checks stand without one"));
        return;
    }
    struct err e = {0};
    rc r = session_open(c, &e);
    line(c, "case", r == RC_OK,
         r == RC_OK && op_reach(c) != -1 ? S("opens")
         : r == RC_OK
             ? str_fmt(c->perm, "opens; %lld entries", (long long)store_size(c->session->store))
             : str_dup(c->perm, str_c(e.msg)));
}

static rc run(struct op_ctx *c, struct err *e) {
    (void)e;
    struct gazetteer g;
    struct err bad = {0};
    struct err caged = {0};
    bool ok = sandbox_prove(c->scratch, &caged) == RC_OK;
    line(c, "sandbox", ok, ok ? sandbox_level(c->perm) : str_dup(c->perm, str_c(caged.msg)));
    clock_line(c);
    disk(c);
    line(c, "places", gazetteer_open(builtin_places(), &g, &bad) == RC_OK, S("built-in gazetteer"));
    line(c, "readers", true,
         S("plain text and HTML; other forms are sealed and marked unreadable"));
    case_line(c);
    return RC_OK;
}

static const struct op_arg NONE[] = {{0}};

const struct op OP_DOCTOR = {.name = "doctor",
                             .group = "system",
                             .summary = "is this machine fit: sandbox, clock, disk, case",
                             .details = "",
                             .perm = PERM_NONE,
                             .no_case = true,
                             .args = NONE,
                             .columns = "check state words",
                             .examples = {"cairn doctor", NULL},
                             .run = run};
