#!/bin/bash
# Do the two commands of the README work on a fresh Debian 12 with nothing but git?
#   tools/fresh.sh [--no-shared] [--shell] [COMMAND…]      default: ./demo, then ./check
# Makes a minimal Debian 12 with debootstrap (kept as a base, so that the second time takes seconds), puts a fresh
# clone of this project into a copy of it, and runs the commands there by chroot. Needs root, debootstrap and the
# host's way to a Debian mirror. All mounts live in a mount namespace of their own: they are gone when the script is,
# however it ends.
set -euo pipefail
self=$(realpath "$0")
repo=$(git -C "$(dirname "$self")" rev-parse --show-toplevel)
cache=${XDG_CACHE_HOME:-/var/tmp}/cairn-fresh
suite=bookworm

[ "$(id -u)" -eq 0 ] || { echo "fresh: chroot and mount need root" >&2; exit 1; }
if [ -z "${CAIRN_FRESH_INSIDE:-}" ]; then
    command -v debootstrap >/dev/null || { echo "fresh: please install debootstrap" >&2; exit 1; }
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock -n 9 || { echo "fresh: another run holds $cache/lock" >&2; exit 9; }
    CAIRN_FRESH_INSIDE=1 exec unshare --mount --propagation private --pid --fork --kill-child -- "$self" "$@"
fi

shared=$(dirname "$repo")/shared
shell=
while [ $# -gt 0 ]; do
    case $1 in
    --no-shared) shared= ;;
    --shell) shell=1 ;;
    --*) echo "fresh: unknown option $1" >&2; exit 2 ;;
    *) break ;;
    esac
    shift
done
[ $# -gt 0 ] || set -- ./demo ./check

say() { printf '\n== fresh: %s\n' "$*"; }

# The mirrors that this machine itself uses, as "site suite".
mirrors() {
    local rows
    rows=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
        grep -E "^[^ ]*debian[^ ]* $suite(-updates|-security)?$" | sort -u) || true
    printf '%s\n' "${rows:-http://deb.debian.org/debian $suite}"
}

# The certificates that this machine trusts: an inspecting proxy's too, or npm, curl and git could not get out.
copy_certificates() { # INTO-ROOT
    local f
    mkdir -p "$1/etc/ssl/certs"
    for f in /etc/ssl/certs/ca-certificates.crt "${SSL_CERT_FILE:-}"; do
        if [ -n "$f" ] && [ -r "$f" ]; then cp -L "$f" "$1/etc/ssl/certs/ca-certificates.crt"; fi
    done
}

make_base() {
    local main from=$SECONDS
    [ -e "$cache/base.done" ] && return
    main=$(mirrors | awk -v s="$suite" '$2 == s {print $1; exit}')
    say "making a minimal Debian 12 in $cache/base from $main"
    rm -rf "$cache/base"
    if ! debootstrap --variant=minbase --include=git,ca-certificates "$suite" "$cache/base" "$main" \
        >"$cache/debootstrap.log" 2>&1; then
        tail -n 20 "$cache/debootstrap.log" >&2
        echo "fresh: debootstrap failed; the whole output is in $cache/debootstrap.log" >&2
        exit 1
    fi
    mirrors | sed 's|^\([^ ]*\) \(.*\)$|deb \1 \2 main|' >"$cache/base/etc/apt/sources.list"
    touch "$cache/base.done"
    say "made in $((SECONDS - from)) s"
}

make_root() { # a throw-away copy: an overlay where the file system allows it, else a copy
    mkdir -p "$cache/top" && mount -t tmpfs -o size=80% tmpfs "$cache/top" 2>/dev/null || rm -rf "${cache:?}/top"/*
    mkdir -p "$cache/top/up" "$cache/top/work" "$cache/top/root"
    root=$cache/top/root
    local layers=lowerdir=$cache/base,upperdir=$cache/top/up,workdir=$cache/top/work
    mount -t overlay overlay -o "$layers" "$root" 2>/dev/null ||
        cp -a --reflink=auto "$cache/base/." "$root/"
    copy_certificates "$root"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    apt-config dump 2>/dev/null | grep -iE '^Acquire::https?::Proxy ' >"$root/etc/apt/apt.conf.d/90host-proxy" || true
    mkdir -p "$cache/archives/partial"
    mount --bind "$cache/archives" "$root/var/cache/apt/archives"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
}

in_root() { # in_root COMMAND: a clean environment but for the way to the network
    local keep=() name
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        [ -n "${!name:-}" ] && keep+=("$name=${!name}")
    done
    chroot "$root" /usr/bin/env -i HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        "${keep[@]}" /bin/bash -c "cd /srv/cairn && $1"
}

make_base
make_root
[ -z "$(git -C "$repo" status --porcelain)" ] ||
    echo "fresh: note: the work tree has changes; the clone holds only what is committed"
git -c safe.directory='*' clone -q --no-hardlinks "$repo" "$root/srv/cairn"
if [ -n "$shared" ] && [ -d "$shared" ]; then
    mkdir -p "$root/srv/shared"
    mount --bind "$shared" "$root/srv/shared"
    mount -o remount,bind,ro "$root/srv/shared"
fi
say "$(git -C "$repo" log -1 --format='clone of %h, %s')"
if [ -n "$shell" ]; then
    in_root "exec bash -i"
    exit
fi

failed=0
summary=
for command in "$@"; do
    say "$command"
    from=$SECONDS
    status=0
    in_root "$command" </dev/null || status=$?
    [ "$status" -eq 0 ] || failed=$((failed + 1))
    summary+=$(printf '%-24s status %d, %d s' "$command" "$status" $((SECONDS - from)))$'\n'
done
say "result"
printf '%s%d passed, %d failed\n' "$summary" $(($# - failed)) "$failed"
[ "$failed" -eq 0 ]
