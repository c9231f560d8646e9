#!/bin/bash
# Installs what is missing from Debian, by group: tools/install.sh build [test] [browser]
# Touches the network only when something is missing; asks for sudo only when not root.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -eq 0 ]; then
    echo "usage: tools/install.sh GROUP…   groups: build test browser bench" >&2
    exit 2
fi

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=() backports=()
for group in "$@"; do
    while read -r g package command; do
        [ "$g" = "$group" ] || continue
        if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
        if command -v dpkg-query >/dev/null && installed "${package%@*}"; then continue; fi
        case $package in
        *@backports) backports+=("${package%@*}") ;;
        *) missing+=("$package") ;;
        esac
    done < tools/packages.txt
done
[ $((${#missing[@]} + ${#backports[@]})) -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "install: this is not a Debian system; please install: ${missing[*]} ${backports[*]}" >&2
    exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install: not root and no sudo; please run as root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    root=(sudo)
fi
echo "installing: ${missing[*]} ${backports[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
try() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1; }
apt="apt-get -o Acquire::Retries=3"
failed() {
    tail -n 20 "$log" >&2
    echo "install: apt-get failed; is the network there?" >&2
    exit 1
}
# Debian's own backports have a source line of their own, from the mirror that is used already.
add_backports() {
    local suite mirror list=/etc/apt/sources.list.d/cairn-backports.list
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")-backports
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk -v s="${suite%-backports}" '$2 == s {print $1; exit}')
    apt-get indextargets --format '$(RELEASE)' | grep -qx "$suite" ||
        echo "deb $mirror $suite main" | "${root[@]}" tee "$list" >/dev/null
    echo "$suite"
}
# shellcheck disable=SC2086  # the command is words
{
    suite=
    [ ${#backports[@]} -eq 0 ] || suite=$(add_backports)
    try $apt update || failed
    [ ${#missing[@]} -eq 0 ] || try $apt -y --no-install-recommends install "${missing[@]}" || failed
    [ ${#backports[@]} -eq 0 ] ||
        try $apt -y --no-install-recommends install -t "$suite" "${backports[@]}" || failed
}
