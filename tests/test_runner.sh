#!/bin/sh
# The test runner counts what programs and scripts say, and misses no crash.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

program() {
    printf '#!/bin/sh\n%s\n' "$2" >"$work/$1"
    chmod +x "$work/$1"
}

# The last line for some of the files above, and the exit status.
expect() {
    name=$1 line=$2 wanted=$3
    shift 3
    got=$(cd "$work" && OUT=$work/out TEST_SECONDS=2 sh "$OLDPWD/tests/support/run.sh" "$@" | tail -n 1)
    got_status=0
    (cd "$work" && OUT=$work/out TEST_SECONDS=2 sh "$OLDPWD/tests/support/run.sh" "$@" >/dev/null 2>&1) || got_status=$?
    if [ "$got" = "$line" ] && [ "$got_status" = "$wanted" ]; then
        echo "ok $name"
    else
        echo "not ok $name: \"$got\", status $got_status"
        failed=1
    fi
}

program good 'echo "[       OK ] a"; echo "[       OK ] b"'
program bad 'echo "[       OK ] a"; echo "[  FAILED  ] b"; echo "[  FAILED  ] 1 test(s), listed below:"; echo "[  FAILED  ] b"; exit 1'
program crash 'echo "[       OK ] a"; kill -SEGV $$'
program leak 'echo "[       OK ] a"; exit 23'
program slow 'sleep 30'
program script.sh 'exit 0'
program lines.sh 'echo "ok a"; echo "not ok b"; echo "skip c"; exit 1'
program skips.sh 'exit 77'
program fails.sh 'exit 3'

expect good_program_counts_its_tests "2 passed, 0 failed" 0 "$work/good"
expect failing_program_counts_each_failure_once "1 passed, 1 failed" 1 "$work/bad"
expect crash_is_a_failure "1 passed, 1 failed" 1 "$work/crash"
expect leak_after_good_tests_is_a_failure "1 passed, 1 failed" 1 "$work/leak"
expect endless_program_is_a_failure "0 passed, 1 failed" 1 "$work/slow"
expect missing_program_is_a_failure "0 passed, 1 failed" 1 "$work/nothing"
expect script_counts_as_one "1 passed, 0 failed" 0 "$work/script.sh"
expect script_counts_its_lines "1 passed, 1 failed" 1 "$work/lines.sh"
expect skipped_script_is_no_failure "0 passed, 0 failed" 0 "$work/skips.sh"
expect failing_script_is_a_failure "0 passed, 1 failed" 1 "$work/fails.sh"
expect totals_are_summed "4 passed, 2 failed" 1 "$work/good" "$work/bad" "$work/fails.sh" "$work/script.sh"

program tells.sh 'echo "ok a"; echo "# ten long files"; echo "not told"'
(cd "$work" && OUT=$work/out sh "$OLDPWD/tests/support/run.sh" "$work/tells.sh") >"$work/told"
if grep -qx '# ten long files' "$work/told" && ! grep -q 'not told' "$work/told"; then
    echo "ok remarks_of_scripts_are_shown"
else
    echo "not ok remarks_of_scripts_are_shown"
    failed=1
fi
exit $failed
