#!/bin/bash
# unlock and lock: the passphrase once for a while; what the agent's process lets out.
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1
mkdir -m 700 run
export XDG_RUNTIME_DIR=$scratch/run CAIRN_KEY_FILE=$scratch/case.key
echo "quiet blue stones" >pass
"$cairn" init case --name "Agent" --scrypt-work 10 --passphrase-file pass >/dev/null 2>&1 || flunk "init"

no_tty() { setsid -w "$cairn" "$@" </dev/null >out 2>&1; }

no_tty -C case parties && flunk "opened without a passphrase" || pass
"$cairn" -C case --passphrase-file pass unlock --for 5 >out 2>&1 && pass || flunk "unlock" "$(cat out)"
no_tty -C case parties && pass || flunk "the agent is not asked" "$(cat out)"
no_tty -C case party add "River Guard" --source "its own statement" && pass ||
    flunk "writing with the agent's key" "$(cat out)"
mv case.key away.key
no_tty -C case verify && pass || flunk "the key file is not needed while unlocked" "$(cat out)"
mv away.key case.key
[ "$(stat -c %a run/cairn)" = 700 ] && [ -S run/cairn/*.agent ] && pass || flunk "the socket's folder"

# somebody else on the machine gets nothing
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && command -v perl >/dev/null; then
    chmod 755 "$scratch" run run/cairn
    chmod 777 run/cairn/*.agent
    got=$(setpriv --reuid 65534 --clear-groups perl -MIO::Socket::UNIX -e '
        my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or do { print "none"; exit };
        $SIG{PIPE} = "IGNORE"; print $s "G"; $s->flush; print length(join("", <$s>) // "");' run/cairn/*.agent)
    [ "$got" = 0 ] && pass || flunk "another user was answered" "$got"
    chmod 700 run/cairn
fi

if [ "$(id -u)" = 0 ]; then # its files below /proc are root's, since it cannot be dumped
    agent=
    for p in /proc/[0-9]*; do
        grep -qsx cairn-agent "$p/comm" && tr '\0' '\n' <"$p/environ" | grep -qsx "XDG_RUNTIME_DIR=$scratch/run" &&
            agent=${p#/proc/}
    done
    grep -qs '^VmLck:[[:space:]]*[1-9]' "/proc/$agent/status" && pass || flunk "no locked memory"
    same "core dumps of the agent" "$(awk '/^Max core/ {print $5}' "/proc/$agent/limits")" 0
fi
"$cairn" -C case lock >out 2>&1 && grep -q locked out && pass || flunk "lock" "$(cat out)"
no_tty -C case parties && flunk "opened after lock" || pass
"$cairn" -C case --passphrase-file pass unlock >/dev/null 2>&1
"$cairn" -C case --passphrase-file pass key rotate --reason "drill" >out 2>&1 && grep -q "agent forgot" out && pass ||
    flunk "rotation makes the agent forget" "$(cat out)"
no_tty -C case parties && flunk "opened with the agent after a rotation" || pass
"$cairn" -C case --passphrase-file pass parties >/dev/null 2>&1 && pass ||
    flunk "the new key file under the old passphrase"
"$cairn" lock --all >/dev/null 2>&1
finish
