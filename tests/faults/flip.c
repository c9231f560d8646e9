/* flip FOLDER SEED: flips one bit of one file below FOLDER and prints "PATH OFFSET BIT". The same
 * seed and files give the same flip. Every file directly below and every subfolder of FOLDER is a
 * class; classes are drawn with equal chance, so that small files (checkpoint, case file) are hit
 * as often as packs; within a class, bytes are drawn with equal chance. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 4096 };
static struct {
    char path[1024];
    int class;
    int64_t size;
} files[FILES];
static int nfiles, nclasses;

static uint64_t next(uint64_t *x) { /* splitmix64, Steele et al. 2014 */
    uint64_t z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int visible(const struct dirent *d) {
    return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

static void walk(const char *folder, int class) {
    struct dirent **names;
    int n = scandir(folder, &names, visible, alphasort);
    for (int i = 0; i < n; i++) {
        char path[1024];
        struct stat st;
        int here = class < 0 ? nclasses : class;
        int w = snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        free(names[i]);
        if (w < 0 || (size_t)w >= sizeof path || lstat(path, &st) != 0) continue;
        int before = nfiles;
        if (S_ISDIR(st.st_mode))
            walk(path, here);
        else if (S_ISREG(st.st_mode) && st.st_size > 0 && nfiles < FILES) {
            memcpy(files[nfiles].path, path, sizeof path);
            files[nfiles].class = here;
            files[nfiles++].size = st.st_size;
        }
        if (class < 0 && nfiles > before) nclasses++;
    }
    if (n >= 0) free(names);
}

static int flip(const char *path, int64_t offset, int bit) {
    int fd = open(path, O_RDWR);
    unsigned char c;
    if (fd < 0 || pread(fd, &c, 1, offset) != 1) return 0;
    c = (unsigned char)(c ^ (1u << bit));
    int good = pwrite(fd, &c, 1, offset) == 1;
    return close(fd) == 0 && good;
}

int main(int argc, char **argv) {
    if (argc != 3) return fputs("usage: flip FOLDER SEED\n", stderr), 2;
    uint64_t x = strtoull(argv[2], NULL, 10);
    walk(argv[1], -1);
    if (!nclasses) return fputs("flip: no files\n", stderr), 3;
    int class = (int)(next(&x) % (uint64_t)nclasses);
    int64_t all = 0;
    for (int i = 0; i < nfiles; i++)
        all += files[i].class == class ? files[i].size : 0;
    int64_t at = (int64_t)(next(&x) % (uint64_t)all);
    int bit = (int)(next(&x) % 8);
    for (int i = 0; i < nfiles; i++) {
        if (files[i].class != class) continue;
        if (at >= files[i].size) {
            at -= files[i].size;
            continue;
        }
        if (!flip(files[i].path, at, bit)) return perror(files[i].path), 1;
        printf("%s %lld %d\n", files[i].path, (long long)at, bit);
        return 0;
    }
    return 70;
}
