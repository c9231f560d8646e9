/* Files linked into the program by the assembler's .incbin: data files, style sheets, lexicons.
 *
 *     ASSET(world_data, "data/world.bin");
 *     struct str bytes = world_data();
 *
 * The path is relative to the root of the project, where the compiler runs. The bytes are
 * read-only, aligned to 16 and followed by one NUL that does not count. 4 MiB take 0.06 s to build
 * this way; a C array takes 19 s. -MMD does not see .incbin, so the Makefile reads the ASSET lines
 * itself: the whole call stands on one line of a .c file. A missing file stops the build. */
#ifndef CAIRN_BASE_ASSET_H
#define CAIRN_BASE_ASSET_H

#include "base/str.h"

#define ASSET(name, path)                                                                          \
    __asm__(".pushsection .rodata.asset_" #name ",\"a\"\n"                                         \
            ".balign 16\n"                                                                         \
            ".globl asset_" #name ", asset_" #name "_end\n"                                        \
            ".hidden asset_" #name ", asset_" #name "_end\n"                                       \
            "asset_" #name ":\n"                                                                   \
            ".incbin \"" path "\"\n"                                                               \
            "asset_" #name "_end:\n"                                                               \
            ".byte 0\n"                                                                            \
            ".popsection\n");                                                                      \
    extern const char asset_##name[] __attribute__((visibility("hidden")));                        \
    extern const char asset_##name##_end[] __attribute__((visibility("hidden")));                  \
    static inline struct str name(void) {                                                          \
        return (struct str){asset_##name, asset_##name##_end - asset_##name};                      \
    }                                                                                              \
    _Static_assert(sizeof(path) > 1, "an asset has a path")

#endif
