#!/bin/sh
# Three sequential days side by side in every order, one error beside a commit: ours beside Spin with reduction off, in CPU time,
# memory and states.
set -eu
: "${MAKEITSO:?the program to measure}"
here=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
sed "s/^platform:.*/platform: {workers: 3}/; s/^schedule:.*/schedule: [{enqueue: J, copies: 3}]/" \
    "$here/tests/oracle/days.yaml" >days.yaml

# cpu COMMAND …: user and system time of it in seconds; what it says goes to `said`.
cpu() {
    LC_ALL=C sh -c '"$@" >said; times' sh "$@" | tail -n 1 | sed 's/[ms]/ /g' | awk '{ printf "%.2f", $1 * 60 + $2 + $3 * 60 + $4 }'
}

# ours NAME OPTION…
ours() {
    name=$1
    shift
    took=$(cpu "$MAKEITSO" explore days.yaml --schedules --kinds error --at commit --memory 4096 --format json "$@")
    states=$(sed -n 's/.*"states": \([0-9]*\).*/\1/p' said)
    memory=$(sed -n 's/.*"memory_bytes": \([0-9]*\).*/\1/p' said)
    worst=$(sed -n 's/.*"duplicates_max": \([0-9]*\).*/\1/p' said)
    echo "every order of three days$name: $states states in $took s, $((memory >> 10)) KiB, at most $worst duplicates"
}
ours ""
ours ", every state" --unreduced
command -v spin >/dev/null 2>&1 || { echo "Spin is not there to compare with"; exit 0; }
spin -DN=3 -DFAULTS=1 -a "$here/tests/oracle/days.pml" >/dev/null
compiled=$(cpu "${CC:-gcc}" -O2 -w -DNOREDUCE -DSAFETY -DMEMLIM=8000 -o pan pan.c)
theirs=$(cpu ./pan -m1000000 -E)
echo "the same in Spin, reduction off: $(sed -n 's/ *\([0-9]*\) states, stored.*/\1/p' said) states in $theirs s," \
    "$(sed -n 's/ *\([0-9.]*\)\ttotal actual memory usage.*/\1/p' said) MB, compiled in $compiled s besides (ours: at most a fifth)"
