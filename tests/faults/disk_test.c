/* Disks that are really full: small file systems (tmpfs) of 64 sizes, each filled by one act after
 * the other until there is no room. The act that finds none ends with an error of one line and a
 * hint; what was acknowledged is there; when room is made, all goes on.
 * Needs root and a mount namespace; where that cannot be had, errno_test's walk of ENOSPC stands
 * alone. */
#include "world.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIZES = 64 };
static i64 refused, filled;

static bool sized(const char *at, i64 kib, bool again) {
    char opts[60];
    snprintf(opts, sizeof opts, "size=%lldk", (long long)kib);
    return mount("tmpfs", at, "tmpfs", again ? MS_REMOUNT : 0, opts) == 0;
}

static void plain_act(const struct deed *act, const char *when) {
    act_run(act, world_root());
    honest(&told->e, when);
    if (told->e.code != 0 && told->e.code != 74 && told->e.code != 5)
        flunk("%s: %s: status %d: %s", when, act->name, told->e.code, told->e.message);
    if (told->e.code == 74) refused++;
}

/* Fills with sealed items, then room is made. */
static void one_size(i64 kib) {
    static const char *const SOME[] = {"seal", "add", "review", "publish"};
    char when[100], acked[2048], dir[300], from[300], to[300];
    bool full = false;
    snprintf(when, sizeof when, "a disk of %lld KiB", (long long)kib);
    snprintf(dir, sizeof dir, "%s/case", world_root());
    CHECK(mkdir(world_root(), 0700) == 0);
    if (!sized(world_root(), kib, false)) return (void)flunk("%s: mount", when);
    snprintf(from, sizeof from, "%s/case", world_base());
    tree_copy(from, dir);
    snprintf(from, sizeof from, "%s/case.key", world_base());
    snprintf(to, sizeof to, "%s/case.key", world_root());
    file_copy(from, to);
    snprintf(from, sizeof from, "%s/in", world_base());
    snprintf(to, sizeof to, "%s/in", world_root());
    CHECK(symlink(from, to) == 0); /* what is to be sealed lies elsewhere */
    snprintf(acked, sizeof acked, "%s", base_checkpoint());
    for (int i = 0; i < (int)LEN(SOME); i++) {
        plain_act(act_named(SOME[i]), when);
        full |= told->e.code == 74;
        if (told->e.code == 0) snprintf(acked, sizeof acked, "%s", told->checkpoint);
    }
    filled += full;
    if (!sized(world_root(), 64 << 10, true)) flunk("%s: room could not be made", when);
    sound(dir, acked, when);
    plain_act(act_named("add"), when);
    if (told->e.code != 0) flunk("%s: with room again: %s", when, told->e.message);
    sound(dir, acked, when);
    if (umount(world_root()) != 0) flunk("%s: umount", when);
    rmdir(world_root());
}

int main(void) {
    world_begin("disk");
    world_make();
    if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        puts("skipped: small file systems need root and a mount namespace (ENOSPC at each call: "
             "errno_test)");
        pass();
        return world_end();
    }
    calls_reset(world_root());
    char base[200];
    snprintf(base, sizeof base, "%s/case", world_base());
    /* KiB: from just the case to all that is done */
    i64 least = tree_bytes(base) / 1024 + 40, step = env_i64("STEP", 30);
    for (i64 i = 0; i < SIZES; i++)
        one_size(least + i * step);
    printf("%d sizes: %lld were too small for something, %lld acts found no room\n", SIZES,
           (long long)filled, (long long)refused);
    if (filled < SIZES / 2) flunk("too few of the disks were full");
    return world_end();
}
