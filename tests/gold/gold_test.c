/* Is every annotation of tests/gold valid claim/1, and does the reader still find as much of it as
 * floor.tsv says?
 *   gold_test                 the test
 *   gold_test scores [LANG [odd|even]]   precision, recall and F1 of every field
 *   gold_test errors LANG odd|even       what was missed and what was made up, claim by claim
 *   gold_test raise           writes floor.tsv with every floor that has risen */
#include "lib_gold.h"

#include "../../bench/kit.h"

#include <dirent.h>

int main(void) {
    struct arena a = arena_make("gold", 1 << 28);
    const char *langs[] = {"en", "ar", "ru"};
    int bad = 0;
    for (int l = 0; l < 3; l++) {
        char dir[100];
        snprintf(dir, sizeof dir, "tests/gold/%s", langs[l]);
        struct dirent **d;
        int n = scandir(dir, &d, NULL, alphasort);
        for (int i = 0; i < n; i++) {
            if (d[i]->d_name[0] == '.') continue;
            char path[500];
            snprintf(path, sizeof path, "%s/%s", dir, d[i]->d_name);
            struct gold g;
            struct err e = {0};
            i64 rec = 0;
            if (gold_read(&a, str_c(path), kit_file(&a, path), &g, &e) ||
                gold_check(a, &g, &rec, &e))
                printf("%s: %s\n", path, e.msg), bad++;
        }
    }
    printf("%d bad\n", bad);
}
