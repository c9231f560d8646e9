/* texts FIELD OUT-FOLDER NAME FILE…: writes this string field of every JSON line to
 * OUT-FOLDER/NAME-0001.txt, …, and prints how many. */
#include "base/json.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

static const i64 BYTES = 4LL << 30;

static bool put(struct arena *a, const char *folder, const char *name, i64 n, struct str text) {
    FILE *out = fopen(cstr(a, str_fmt(a, "%s/%s-%04d.txt", folder, name, (int)n)), "wb");
    bool good = out && fwrite(text.p, 1, (size_t)text.n, out) == (size_t)text.n;
    return out && fclose(out) == 0 && good;
}

int main(int argc, char **argv) {
    if (argc < 5) return fputs("usage: texts FIELD OUT-FOLDER NAME FILE…\n", stderr), 2;
    struct arena a = arena_make("texts", BYTES);
    i64 n = 0;
    for (int i = 4; i < argc; i++) {
        FILE *in = fopen(argv[i], "rb");
        char *line = NULL;
        size_t cap = 0;
        ssize_t len;
        if (!in) return perror(argv[i]), 3;
        while ((len = getline(&line, &cap, in)) > 0) {
            struct err e = {0};
            struct json *v;
            struct str copy = str_dup(&a, (struct str){line, len});
            if (json_read(&a, copy, &v, &e) != RC_OK)
                return fprintf(stderr, "%s: %s\n", argv[i], e.msg), 6;
            struct str text = json_get_str(v, argv[1]);
            if (text.n && !put(&a, argv[2], argv[3], ++n, text)) return perror(argv[2]), 74;
        }
        free(line);
        fclose(in);
    }
    printf("%d\n", (int)n);
    return 0;
}
