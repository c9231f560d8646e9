/* PolNeAR in brat standoff: sources, cues and contents of a text, and as labels of our own words in
 * the flat form of CofeNet: each part of a discontinuous span is a span, and a span that runs over
 * the end of a paragraph is cut there. Offsets of the files count code points. Shared by the
 * trainer and the bench. */
#ifndef CAIRN_TOOLS_BRAT_H
#define CAIRN_TOOLS_BRAT_H

#include "base/str.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum brat_role { BRAT_SOURCE, BRAT_CUE, BRAT_CONTENT, BRAT_ROLES };

struct brat_part {
    i64 from, to; /* bytes of the text */
    i32 text_id;  /* number of its T line */
    u8 role;
};
struct brat_link { /* one attribution: the T numbers of its parts, -1 none */
    i32 id[BRAT_ROLES];
};
struct brat {
    struct brat_part *v;
    i64 n, cap;
    struct brat_link *link;
    i64 nlinks, caplinks;
};

static inline i64 brat_number(struct str *s) {
    i64 v = 0;
    while (s->n && s->p[0] >= '0' && s->p[0] <= '9' && v < 1 << 30)
        v = v * 10 + (s->p[0] - '0'), s->p++, s->n--;
    return v;
}

/* Byte of each code point, and of the end. */
static inline i64 *brat_bytes(struct arena *a, struct str text, i64 *n) {
    i64 *at = NEWN(a, i64, text.n + 1);
    *n = 0;
    for (i64 i = 0; i < text.n; i++)
        if (((u8)text.p[i] & 0xC0) != 0x80) at[(*n)++] = i;
    at[*n] = text.n;
    return at;
}

static inline i32 brat_role(struct str w) {
    static const char *const name[BRAT_ROLES] = {"Source", "Cue", "Content"};
    for (i32 k = 0; k < BRAT_ROLES; k++)
        if (str_starts(w, str_c(name[k])) &&
            (w.n == str_c(name[k]).n || (u8)(w.p[str_c(name[k]).n] - '0') < 10))
            return k;
    return -1;
}

/* "E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1" */
static inline void brat_event(struct arena *a, struct brat *b, struct str line) {
    struct brat_link l = {{-1, -1, -1}};
    while (line.n) {
        struct str arg = str_cut(&line, ' '), role = str_cut(&arg, ':');
        i32 r = brat_role(role);
        if (r < 0 || arg.n < 2) continue;
        arg.p++, arg.n--;
        i32 id = (i32)brat_number(&arg);
        if (l.id[r] >= 0 && r == BRAT_CONTENT) { /* a second content is a link of its own */
            struct brat_link more = l;
            more.id[r] = id;
            *PUSH(a, b->link, b->nlinks, b->caplinks) = more;
        } else {
            l.id[r] = id;
        }
    }
    *PUSH(a, b->link, b->nlinks, b->caplinks) = l;
}

/* "T2<TAB>Cue 103 128;130 140<TAB>words" */
static inline void brat_span(struct arena *a, struct brat *b, i32 id, struct str what,
                             const i64 *at, i64 n) {
    i32 r = brat_role(str_cut(&what, ' '));
    while (r >= 0 && what.n) {
        struct str part = str_cut(&what, ';');
        i64 from = brat_number(&part);
        if (part.n) part.p++, part.n--;
        i64 to = brat_number(&part);
        if (from >= to || to > n) continue;
        *PUSH(a, b->v, b->n, b->cap) = (struct brat_part){at[from], at[to], id, (u8)r};
    }
}

static inline struct brat brat_read(struct arena *a, struct str text, struct str ann) {
    struct brat b = {0};
    i64 n, *at = brat_bytes(a, text, &n);
    while (ann.n) {
        struct str line = str_cut(&ann, '\n'), head = str_cut(&line, '\t');
        if (head.n < 2 || !line.n) continue;
        struct str num = str_sub(head, 1, head.n);
        i32 id = (i32)brat_number(&num);
        if (head.p[0] == 'T') brat_span(a, &b, id, str_cut(&line, '\t'), at, n);
        if (head.p[0] == 'E') brat_event(a, &b, line);
    }
    return b;
}

/* Is this T a part of an attribution? */
static inline bool brat_linked(const struct brat *b, i32 id) {
    for (i64 i = 0; i < b->nlinks; i++)
        for (i32 r = 0; r < BRAT_ROLES; r++)
            if (b->link[i].id[r] == id) return true;
    return false;
}

static inline int brat_name_order(const void *x, const void *y) {
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Names of the files of a folder that end so, in order of their bytes. */
static inline char **brat_folder(struct arena *a, const char *path, const char *end, i64 *n) {
    char **v = NULL;
    i64 cap = 0;
    *n = 0;
    DIR *d = opendir(path);
    if (!d) fprintf(stderr, "no folder %s\n", path), exit(2);
    for (struct dirent *e; (e = readdir(d));) {
        struct str s = str_c(e->d_name), x = str_c(end);
        if (s.n > x.n && str_eq(str_sub(s, s.n - x.n, s.n), x))
            *PUSH(a, v, *n, cap) = (char *)(uintptr_t)cstr(a, s);
    }
    closedir(d);
    if (*n) qsort(v, (size_t)*n, sizeof *v, brat_name_order);
    return v;
}

static inline struct str brat_file(struct arena *a, const char *folder, struct str name) {
    FILE *f = fopen(cstr(a, str_fmt(a, "%s/%.*s", folder, (int)name.n, name.p)), "rb");
    if (!f) fprintf(stderr, "cannot read a file of %s\n", folder), exit(2);
    struct buf b = buf_make(a, 64 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

#endif
