/* Health: is the machine fit, is the case as it was sealed, what to do where not. */
#include "flow/health.h"
#include "web/desk.h"
#include "web/ui.h"

#include <fcntl.h>
#include <unistd.h>

enum { MEMORY_MIB = 300 };

/* What a process has of its own, in KiB: resident less shared (proc(5), statm). */
static i64 own_memory(struct arena a, i64 pid) {
    char text[128] = {0};
    i64 size = 0, resident = 0, shared = 0;
    int fd = open(cstr(&a, str_fmt(&a, "/proc/%lld/statm", (long long)pid)), O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    if (fd >= 0) (void)close(fd);
    struct str rest = {text, n > 0 ? n : 0};
    bool ok = str_i64(str_cut(&rest, ' '), &size) && str_i64(str_cut(&rest, ' '), &resident) &&
              str_i64(str_cut(&rest, ' '), &shared);
    return ok && size ? (resident - shared) * (i64)sysconf(_SC_PAGESIZE) / 1024 : 0;
}

/* Of all workers: the children of the master. -1 when this system does not tell. */
static i64 desk_memory_mib(struct req *r) {
    char text[4096];
    i64 sum = 0, pid, parent = getppid();
    struct arena a = r->scratch;
    const char *path = cstr(
        &a, str_fmt(&a, "/proc/%lld/task/%lld/children", (long long)parent, (long long)parent));
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : -1;
    if (fd >= 0) (void)close(fd);
    if (n < 0) return -1;
    for (struct str rest = {text, n}; rest.p && rest.n;)
        if (str_i64(str_cut(&rest, ' '), &pid)) sum += own_memory(a, pid);
    return (sum + own_memory(a, parent)) / 1024;
}

static struct str first(struct req *r, const struct health *h) {
    if (h->at) return words_instant(r->a, r->lang, h->at);
    return h->n >= 0 ? words_number(r->a, r->lang, h->n) : S("");
}

static void check(struct req *r, const struct health *h) {
    struct str name = words_term(r->lang, "check", str_c(h->check));
    h_el(&r->h, "li", h->ok ? "card" : "card look");
    h_begin(&r->h, "h2");
    h_text(&r->h, name.n ? name : str_c(h->check));
    h_text(&r->h, S(" "));
    ui_el(r, "span", h->ok ? "badge good" : "badge warn", h->ok ? "health.ok" : "health.look");
    h_end(&r->h);
    h_begin(&r->h, "p");
    h_text(&r->h, words_fill(r->a, r->lang, h->id, first(r, h), h->text));
    h_end(&r->h);
    h_end(&r->h);
}

static rc health(struct req *r, struct err *e) {
    struct health all[HEALTH_CHECKS + 1];
    i64 n = health_checks(&r->op, all), mib = desk_memory_mib(r);
    (void)e;
    bool fine = mib <= MEMORY_MIB;
    all[n++] = (struct health){.check = "memory",
                               .id = mib < 0 ? "health.memory_unknown"
                                     : fine  ? "health.memory_ok"
                                             : "health.memory_much",
                               .ok = fine,
                               .n = mib};
    ui_head(r, 1, "health.title");
    ui_el(r, "p", "", "health.lead");
    h_el(&r->h, "ul", "plain stack");
    for (int look = 1; look >= 0; look--) /* what needs a hand comes first */
        for (i64 i = 0; i < n; i++)
            if (all[i].ok == !look) check(r, &all[i]);
    h_end(&r->h);
    h_begin(&r->h, "p");
    ui_link_id(r, S("/times"), "time.title");
    h_end(&r->h);
    if (!op_may(&r->op, PERM_READ) || op_reach(&r->op) != -1) return RC_OK;
    form_begin(r, "verify", S("/jobs"));
    form_check(r, "deep", "health.verify_deep", true);
    form_submit(r, "health.verify_now", "");
    form_end(r);
    return RC_OK;
}

const struct page PAGE_HEALTH = {.path = "/health",
                                 .title = "health.title",
                                 .menu = "/health",
                                 .perm = PERM_READ,
                                 .get = health};
