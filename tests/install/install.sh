#!/bin/bash
# make install into an empty folder leaves a program, a library, a header, a pkg-config file, a man page and
# completions that work.
. "$(dirname "$0")/../lib.sh"
dest=$scratch/dest
ok "make install" make -s "B=$B" install "DESTDIR=$dest" PREFIX=/usr
while read -r mode file; do
    same "$file" "$(stat -c %a "$dest/usr/$file" 2>&1)" "$mode"
done <<'T'
755 bin/cairn
755 bin/cairn-verify
644 lib/libcairn.a
644 lib/pkgconfig/cairn.pc
644 include/cairn/cairn.h
644 share/man/man1/cairn.1
644 share/bash-completion/completions/cairn
644 share/zsh/site-functions/_cairn
644 share/fish/vendor_completions.d/cairn.fish
T
same "nothing else" "$(find "$dest" -type f | wc -l)" 9
holds "cairn-verify runs" "$("$dest/usr/bin/cairn-verify" --help)" "no case, key or network"
holds "the program runs" "$("$dest/usr/bin/cairn" --help)" "cairn init"
same "the program names no path of the machine that built it" "$(grep -c "$root/" "$dest/usr/bin/cairn")" 0
man=$(cat "$dest/usr/share/man/man1/cairn.1")
holds "the man page is one" "$man" ".TH CAIRN 1"
for command in init add claims review figures receipt verify publish rebuild; do
    holds "the man page tells of $command" "$man" ".SS $command"
done
ok "the bash completion parses" bash -n "$dest/usr/share/bash-completion/completions/cairn"
completed=$(bash -c ". '$dest/usr/share/bash-completion/completions/cairn'
    COMP_WORDS=(cairn pub) COMP_CWORD=1; _cairn; echo \"\${COMPREPLY[*]}\"")
holds "the bash completion completes" "$completed" publish

# A stranger's program, by pkg-config.
cat >"$scratch/stranger.c" <<'C'
#include <cairn/cairn.h>
#include <stdio.h>
int main(void) { return puts(cairn_version()) < 0; }
C
export PKG_CONFIG_PATH=$dest/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$dest
flags=$(pkg-config --static --cflags --libs cairn) ||
    flunk "pkg-config"
# shellcheck disable=SC2086
ok "a stranger's program links" gcc -Wall -Werror "$scratch/stranger.c" $flags -o "$scratch/stranger"
same "a stranger's program runs" "$("$scratch/stranger" 2>&1)" "$(cat VERSION)"

# The program of docs/api.md, on a real case.
awk '/^```c$/ {on = 1; next} /^```/ {on = 0} on' docs/api.md >"$scratch/items.c"
# shellcheck disable=SC2086
ok "the program of docs/api.md builds" gcc -Wall -Wextra -Werror "$scratch/items.c" $flags -o "$scratch/items"
cd "$scratch" || exit 1
new_case case
echo 'Officials said that nine people were killed.' >report.txt
ok "add" "$cairn" -C case add report.txt
holds "the library lists what the command line added" "$(./items)" '"name":"report.txt"'
same "row for row" "$(./items)" "$("$cairn" -C case items --json)"
finish
