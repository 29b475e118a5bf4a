#!/bin/sh
# explore --schedules against Spin: the same states and the same worst end on tests/oracle/days.pml. Skipped where there is no Spin.
set -eu
: "${MAKEITSO:?the program to test}"
command -v spin >/dev/null 2>&1 || { echo "skip explore_has_the_states_of_spin: no spin"; exit 77; }
here=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
failed=0

for model in "1 0" "1 1" "1 2" "2 0" "2 1"; do
    copies=${model% *}
    faults=${model#* }
    sed "s/^platform:.*/platform: {workers: $copies}/; s/^schedule:.*/schedule: [{enqueue: J, copies: $copies}]/" \
        "$here/tests/oracle/days.yaml" >days.yaml
    "$MAKEITSO" explore days.yaml --schedules --kinds error --at commit --faults "$faults" --unreduced --format json >ours
    spin -DN="$copies" -DFAULTS="$faults" -a "$here/tests/oracle/days.pml" >/dev/null
    ${CC:-gcc} -O1 -w -DNOREDUCE -DSAFETY -o pan pan.c
    ./pan -m100000 -E >theirs
    a="$(sed -n 's/.*"states": \([0-9]*\).*/\1/p' ours) $(sed -n 's/.*"duplicates_max": \([0-9]*\).*/\1/p' ours) $(sed -n 's/.*"missed_max": \([0-9]*\).*/\1/p' ours)"
    b="$(sed -n 's/ *\([0-9]*\) states, stored.*/\1/p' theirs) $(sed -n 's/^worst //p' theirs | tail -n 1)"
    if [ "$a" = "$b" ]; then
        echo "ok explore_has_the_states_of_spin_${copies}_days_${faults}_faults"
    else
        echo "not ok explore_has_the_states_of_spin_${copies}_days_${faults}_faults"
        echo "    states, worst duplicates and misses: $a; Spin: $b"
        failed=1
    fi
done
exit $failed
