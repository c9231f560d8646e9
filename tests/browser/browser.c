/* browser OUT-FOLDER START-URL [PAGES]: opens a site in headless Chromium and looks at it.
 *
 * Follows links between file:// pages, breadth first, up to PAGES (default 60). Every page is
 * opened at 320 px, with scripts off; the first twelve also at 1280 px with scripts on; screenshots
 * of these go to OUT-FOLDER. Prints one line for each finding: a page wider than its window, a
 * script error, a request that leaves file://, a dead link, a missing title or language. Then
 * "looked at N pages, N findings". Exit status 1 with findings, 3 when Chromium is not there or
 * does not answer.
 *
 * Chromium is spoken to over its DevTools pipe (file descriptors 3 and 4, JSON texts ended by NUL),
 * so that nothing but Chromium is needed. Widths are emulated: --window-size=320 would give 500 px.
 */
#include "base/json.h"
#include "base/map.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MS = 30000, SHOTS = 12, NARROW = 320, WIDE = 1280 };
static const i64 BYTES = 2LL << 30, MESSAGE_BYTES = 256 << 20;

struct browser {
    struct arena *a;
    pid_t pid;
    int in, out; /* write commands here, read answers there */
    struct buf rest;
    i64 from; /* bytes of rest already taken */
    i64 id;
    struct str session;
    i64 loads, findings;
    struct str page; /* being looked at, for findings */
    const char *folder;
};

static void finding(struct browser *b, const char *what, struct str more) {
    b->findings++;
    printf("%.*s: %s %.*s\n", SARG(b->page), what, SARG(str_sub(more, 0, 300)));
}

/* ---- the pipe ---- */

static void spawn(struct browser *b, const char *program) {
    int to[2], back[2];
    if (pipe(to) != 0 || pipe(back) != 0) exit(70);
    const char *profile = cstr(b->a, str_fmt(b->a, "--user-data-dir=%s/profile", b->folder));
    b->pid = fork();
    if (b->pid == 0) {
        int quiet = open("/dev/null", O_RDWR);
        int r = fcntl(to[0], F_DUPFD, 10), w = fcntl(back[1], F_DUPFD, 10);
        dup2(quiet, 0), dup2(quiet, 1), dup2(quiet, 2);
        dup2(r, 3), dup2(w, 4);
        for (int fd = 5; fd < 64; fd++)
            close(fd);
        execlp(program, program, "--headless=new", "--remote-debugging-pipe", "--no-sandbox",
               "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
               "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", profile,
               (char *)NULL);
        _exit(127);
    }
    close(to[0]), close(back[1]);
    b->in = to[1], b->out = back[0];
}

/* One message, or false after ANSWER_MS of silence or at the end. */
static bool receive(struct browser *b, const struct json **out) {
    for (;;) {
        struct str all = buf_str(&b->rest);
        i64 end = str_chr(all, 0, b->from);
        if (end >= 0) {
            struct err e = {0};
            struct json *v;
            struct str text = str_dup(b->a, str_sub(all, b->from, end));
            b->from = end + 1;
            if (b->from == all.n) b->rest.n = 0, b->from = 0;
            if (json_read(b->a, text, &v, &e) != RC_OK) return false;
            *out = v;
            return true;
        }
        struct pollfd p = {.fd = b->out, .events = POLLIN};
        char bytes[65536];
        if (poll(&p, 1, ANSWER_MS) <= 0) return false;
        ssize_t n = read(b->out, bytes, sizeof bytes);
        if (n <= 0) return false;
        buf_put(&b->rest, (struct str){bytes, n});
    }
}

/* What happens on its own: loads, errors, requests. */
static void event(struct browser *b, const struct json *m) {
    struct str method = json_get_str(m, "method");
    const struct json *p = json_get(m, "params");
    if (str_eqc(method, "Page.loadEventFired")) {
        b->loads++;
    } else if (str_eqc(method, "Runtime.exceptionThrown")) {
        finding(b, "script error:", json_text(b->a, p));
    } else if (str_eqc(method, "Log.entryAdded") &&
               str_eqc(json_get_str(json_get(p, "entry"), "level"), "error")) {
        finding(b, "error:", json_get_str(json_get(p, "entry"), "text"));
    } else if (str_eqc(method, "Network.requestWillBeSent")) {
        struct str url = json_get_str(json_get(p, "request"), "url");
        if (!str_starts(url, S("file:")) && !str_starts(url, S("data:")) &&
            !str_starts(url, S("about:")))
            finding(b, "a request to the outside:", url);
    }
}

/* Sends one command and waits for its answer; NULL when Chromium does not answer or refuses. */
static const struct json *call(struct browser *b, const char *method, struct json *params) {
    struct json *m = json_obj(b->a);
    json_set_i(b->a, m, "id", ++b->id);
    json_set_str(b->a, m, "method", str_c(method));
    json_set(m, S("params"), params ? params : json_obj(b->a));
    if (b->session.n) json_set_str(b->a, m, "sessionId", b->session);
    struct str text = json_text(b->a, m);
    const char *z = cstr(b->a, text);
    for (i64 sent = 0; sent < text.n + 1;) {
        ssize_t w = write(b->in, z + sent, (size_t)(text.n + 1 - sent));
        if (w <= 0 && errno != EINTR) return NULL;
        sent += w > 0 ? w : 0;
    }
    const struct json *answer;
    while (receive(b, &answer)) {
        if (json_get_i(answer, "id", 0) == b->id) return json_get(answer, "result");
        event(b, answer);
    }
    return NULL;
}

static struct json *with_str(struct browser *b, const char *key, struct str v) {
    struct json *o = json_obj(b->a);
    json_set_str(b->a, o, key, v);
    return o;
}
static struct json *with_bool(struct browser *b, const char *key, bool v) {
    struct json *o = json_obj(b->a);
    json_set(o, str_c(key), json_bool(b->a, v));
    return o;
}

static bool attach(struct browser *b) {
    const struct json *r = call(b, "Target.createTarget", with_str(b, "url", S("about:blank")));
    if (!r) return false;
    struct json *p = with_str(b, "targetId", json_get_str(r, "targetId"));
    json_set(p, S("flatten"), json_bool(b->a, true));
    if (!(r = call(b, "Target.attachToTarget", p))) return false;
    b->session = json_get_str(r, "sessionId");
    const char *const domains[] = {"Page.enable", "Runtime.enable", "Network.enable", "Log.enable"};
    for (i64 i = 0; i < LEN(domains); i++)
        if (!call(b, domains[i], NULL)) return false;
    return true;
}

/* ---- looking ---- */

static bool open_page(struct browser *b, struct str url, i64 width, bool scripts) {
    struct json *size = json_obj(b->a);
    json_set_i(b->a, size, "width", width);
    json_set_i(b->a, size, "height", 900);
    json_set_i(b->a, size, "deviceScaleFactor", 1);
    json_set(size, S("mobile"), json_bool(b->a, width < 600));
    i64 loads = b->loads;
    if (!call(b, "Emulation.setDeviceMetricsOverride", size)) return false;
    if (!call(b, "Emulation.setScriptExecutionDisabled", with_bool(b, "value", !scripts)))
        return false;
    if (!call(b, "Page.navigate", with_str(b, "url", url))) return false;
    const struct json *m;
    while (b->loads == loads && receive(b, &m))
        event(b, m);
    return b->loads > loads;
}

/* The value of an expression in the page, as a string. */
static struct str evaluate(struct browser *b, const char *expression) {
    const struct json *r =
        call(b, "Runtime.evaluate", with_str(b, "expression", str_c(expression)));
    return json_get_str(json_get(r, "result"), "value");
}

static void look(struct browser *b, i64 width) {
    struct str wide = evaluate(b, "String(document.documentElement.scrollWidth)");
    i64 px = 0;
    if (!str_i64(wide, &px)) finding(b, "the page does not answer", wide);
    if (px > width) {
        struct str culprit =
            evaluate(b, "(()=>{const w=document.documentElement.clientWidth;"
                        "for(const e of document.querySelectorAll('body *'))"
                        "if(e.getBoundingClientRect().right>w+1&&!e.closest('.scroll,svg'))"
                        "return e.outerHTML.slice(0,120);return ''})()");
        finding(b, width < 600 ? "wider than 320 px:" : "wider than 1280 px:", culprit);
    }
    if (!evaluate(b, "document.title").n) finding(b, "no title", S(""));
    if (!evaluate(b, "document.documentElement.lang").n) finding(b, "no language", S(""));
}

static void shoot(struct browser *b, i64 n, i64 width) {
    struct json *p = with_str(b, "format", S("png"));
    json_set(p, S("captureBeyondViewport"), json_bool(b->a, true));
    const struct json *r = call(b, "Page.captureScreenshot", p);
    struct str png = b64_decode(b->a, json_get_str(r, "data"), true);
    const char *path = cstr(b->a, str_fmt(b->a, "%s/%02d-%d.png", b->folder, (int)n, (int)width));
    FILE *out = png.p ? fopen(path, "wb") : NULL;
    if (!out || fwrite(png.p, 1, (size_t)png.n, out) != (size_t)png.n)
        finding(b, "no screenshot", str_c(path));
    if (out) fclose(out);
}

/* The path of a file:// URL without query and fragment; %20 and its like are undone. */
static const char *path_of(struct arena *a, struct str url) {
    i64 n = 0, end = url.n;
    if (str_chr(url, '#', 0) >= 0) end = str_chr(url, '#', 0);
    if (str_chr(str_sub(url, 0, end), '?', 0) >= 0) end = str_chr(url, '?', 0);
    char *z = NEWN(a, char, end + 1);
    for (i64 i = 7; i < end; i++) {
        struct str hex = url.p[i] == '%' ? hex_decode(a, str_lower(a, str_sub(url, i + 1, i + 3)))
                                         : (struct str){0};
        z[n++] = hex.p ? hex.p[0] : url.p[i];
        if (hex.p) i += 2;
    }
    return z;
}

/* Queues the pages that this one leads to; every target must exist. */
static void follow(struct browser *b, struct map *seen) {
    struct str links = evaluate(
        b, "Array.from(document.querySelectorAll('a[href],img[src],link[href],script[src]'),"
           "e=>String((e.href&&e.href.baseVal)||e.href||e.src)).join('\\n')");
    while (links.p && links.n) {
        struct str url = str_cut(&links, '\n');
        if (!str_starts(url, S("file://"))) continue;
        const char *path = path_of(b->a, url);
        if (access(path, R_OK) != 0)
            finding(b, "a dead link:", url);
        else if (str_ends(str_c(path), S(".html")))
            map_put(seen, b->a, str_fmt(b->a, "file://%s", path), NULL);
    }
}

static i64 tour(struct browser *b, struct str start, i64 most) {
    struct map seen = {0};
    map_put(&seen, b->a, start, NULL);
    i64 n = 0;
    for (; n < seen.n && n < most; n++) {
        b->page = seen.entries[n].key;
        for (int wide = 0; wide < (n < SHOTS ? 2 : 1); wide++) {
            i64 width = wide ? WIDE : NARROW;
            if (!open_page(b, b->page, width, wide)) return finding(b, "does not load", S("")), n;
            look(b, width);
            if (n < SHOTS) shoot(b, n, width);
        }
        follow(b, &seen);
    }
    return n;
}

int main(int argc, char **argv) {
    if (argc < 3) return fputs("usage: browser OUT-FOLDER START-URL [PAGES]\n", stderr), 2;
    struct arena a = arena_make("browser", BYTES);
    i64 most = 60;
    if (argc > 3 && !str_i64(str_c(argv[3]), &most)) return 2;
    struct browser b = {.a = &a, .rest = buf_make(&a, MESSAGE_BYTES), .folder = argv[1]};
    signal(SIGPIPE, SIG_IGN);
    spawn(&b, getenv("CHROMIUM") ? getenv("CHROMIUM") : "chromium");
    if (!attach(&b)) {
        fputs("browser: Chromium is not there or does not answer\n", stderr);
        kill(b.pid, SIGKILL);
        return 3;
    }
    i64 pages = tour(&b, str_c(argv[2]), most);
    b.session = (struct str){0};
    call(&b, "Browser.close", NULL);
    kill(b.pid, SIGKILL);
    waitpid(b.pid, NULL, 0);
    printf("looked at %d pages, %d findings\n", (int)pages, (int)b.findings);
    return b.findings > 0 || pages == 0;
}
