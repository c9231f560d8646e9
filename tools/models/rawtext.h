/* Text of the corpora without any annotation: news (PolNeAR train) and wires (MUC development
 * texts, without the lines that name a message). Files in order of their names. */
#ifndef CAIRN_TOOLS_RAWTEXT_H
#define CAIRN_TOOLS_RAWTEXT_H

#include "treebank.h"

#include <dirent.h>

struct raw_names {
    const char **v;
    i64 n, cap;
};

static inline int raw_order(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Names in a folder that begin with `head`, sorted. */
static inline struct raw_names raw_list(struct arena *a, const char *folder, const char *head) {
    struct raw_names r = {0};
    DIR *d = opendir(folder);
    if (!d) fprintf(stderr, "no folder %s\n", folder), exit(2);
    for (struct dirent *e; (e = readdir(d));)
        if (e->d_name[0] != '.' && str_starts(str_c(e->d_name), str_c(head)))
            *PUSH(a, r.v, r.n, r.cap) = cstr(a, str_c(e->d_name));
    closedir(d);
    qsort(r.v, (size_t)r.n, sizeof *r.v, raw_order);
    return r;
}

static inline struct raw_names raw_folder(struct arena *a, const char *corpora, const char *below,
                                          const char *head, const char **folder) {
    *folder = cstr(a, str_fmt(a, "%s/%s", corpora, below));
    return raw_list(a, *folder, head);
}

/* The messages of one MUC file without their lines "DEV-MUC3-…". */
static inline struct str raw_muc(struct arena *a, struct str file) {
    struct buf b = buf_make(a, file.n + 1);
    while (file.n > 0) {
        struct str line = str_cut(&file, '\n');
        if (str_starts(line, S("DEV-MUC"))) line = S("");
        buf_put(&b, line);
        buf_c(&b, '\n');
    }
    return buf_str(&b);
}

#endif
