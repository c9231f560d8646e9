#include "sys/clock.h"

#include "proof/hash.h"
#include "sys/os.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/timex.h>
#include <unistd.h>

const char *const CLOCK_WORDS[] = {"unknown", "synchronised", "not synchronised", "set by hand"};

struct clock_report os_clock_report(void) {
    struct timex t = {.modes = 0};
    const char *env = getenv("CAIRN_CLOCK");
    if (env && *env) return (struct clock_report){CLOCK_SET, -1, -1};
    int state = adjtimex(&t);
    if (state < 0) return (struct clock_report){CLOCK_UNKNOWN, -1, -1};
    bool good = state != TIME_ERROR && !(t.status & STA_UNSYNC);
    return (struct clock_report){good ? CLOCK_SYNCHRONISED : CLOCK_UNSYNCHRONISED, t.esterror,
                                 t.maxerror};
}

/* Notes of an ELF file (System V ABI, "Note Section"): name and description padded to 4 bytes. */
static struct str note_of(const char *p, size_t n) {
    while (n >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) h;
        memcpy(&h, p, sizeof h);
        size_t name = (h.n_namesz + 3u) & ~3u, size = (h.n_descsz + 3u) & ~3u;
        if (name > n || size > n || sizeof h + name + size > n) break;
        if (h.n_type == NT_GNU_BUILD_ID && h.n_namesz == 4 && !memcmp(p + sizeof h, "GNU", 4))
            return (struct str){p + sizeof h + name, h.n_descsz};
        p += sizeof h + name + size;
        n -= sizeof h + name + size;
    }
    return (struct str){0};
}

/* The first object is the program itself. */
static int find_note(struct dl_phdr_info *info, size_t size, void *ctx) {
    struct str *id = ctx;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum && !id->n; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            *id = note_of((const char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr,
                          info->dlpi_phdr[i].p_memsz);
    return 1;
}

static rc hash_self(u8 out[32], struct err *e) {
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    char block[65536];
    struct sha256 h;
    ssize_t n;
    if (fd < 0) return fail(e, RC_IO, "the running program's own file cannot be read");
    sha256_begin(&h);
    while ((n = read(fd, block, sizeof block)) > 0)
        sha256_add(&h, bytes_str(block, n));
    close(fd);
    sha256_end(&h, out);
    return n == 0 ? RC_OK : fail(e, RC_IO, "the running program's own file cannot be read");
}

rc os_program(struct arena *a, struct program *out, struct err *e) {
    struct str id = {0};
    dl_iterate_phdr(find_note, &id);
    out->build_id = id.n ? hex_encode(a, id) : (struct str){0};
    return hash_self(out->sha256, e);
}
