#!/bin/sh
# Runs test programs and scripts and counts: tests/support/run.sh FILE…
#
# A program's tests are counted by cmocka's lines. A script counts as one test unless it prints lines "ok …" and "not ok …"
# (and "skip …"); exit status 77 skips it; its lines "# …" are shown. The environment: OUT, where it was built; MAKEITSO, the program; WRAP, a command
# before each program; JOBS, how many at once; TEST_SECONDS, the most one may take. The last line is "N passed, N failed".
set -eu

if [ "${1:-}" = --one ]; then
    log=$2
    case $3 in
    *.sh) set -- sh "$3" ;;
    *) set -- "$3" ;;
    esac
    status=0
    start=$(date +%s)
    # shellcheck disable=SC2086
    case $1 in
    sh) timeout "${TEST_SECONDS:-600}" "$@" >"$log" 2>&1 </dev/null || status=$? ;;
    *) timeout "${TEST_SECONDS:-600}" ${WRAP:-} "$@" >"$log" 2>&1 </dev/null || status=$? ;;
    esac
    echo $(($(date +%s) - start)) >"$log.seconds"
    echo "$status" >"$log.status"
    exit 0
fi

logs=${OUT:-build}/logs
rm -rf "$logs"
mkdir -p "$logs"
export OUT LC_ALL=C.UTF-8
export ASAN_OPTIONS="handle_segv=2:allocator_may_return_null=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
unset COLUMNS LINES NO_COLOR

log_of() {
    echo "$logs/$(basename "$1").log"
}

for file in "$@"; do
    printf '%s\0%s\0' "$(log_of "$file")" "$file"
done | xargs -0 -n 2 -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" sh "$0" --one

passed=0
failed=0
skipped=0

count() {
    grep -acE "$1" "$2" || true
}

for file in "$@"; do
    log=$(log_of "$file")
    status=$(cat "$log.status" 2>/dev/null || echo 255)
    case $file in
    *.sh)
        good=$(count '^ok ' "$log") bad=$(count '^not ok ' "$log") left=$(count '^skip ' "$log")
        if [ "$status" = 77 ]; then left=$((left + 1)); status=0
        elif [ $((good + bad + left)) = 0 ] && [ "$status" = 0 ]; then good=1; fi
        ;;
    *)
        good=$(count '^\[       OK \]' "$log") left=$(count '^\[  SKIPPED \] [^0-9]' "$log")
        bad=$(count '^\[  FAILED  \] [^0-9]' "$log")
        # The failed ones are listed once more at the end.
        listed=$(sed -n 's/^\[  FAILED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$log" | tail -n 1)
        bad=${listed:-$bad}
        if [ $((good + bad + left)) = 0 ] && [ "$status" = 0 ]; then good=1; fi
        ;;
    esac
    # A crash, a leak or a time limit is a failure that no line tells.
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
    if [ "$bad" -gt 0 ]; then
        echo "FAILED $file (exit status $status):"
        # A leak that the failure left behind is told at length, behind what failed.
        grep -avE '^\[( RUN      |       OK |==========)' "$log" | sed -n '1,60{p;b};$p' | sed 's/^/    /'
    else
        printf 'ok     %-32s %4d passed %4d s%s\n' "$(basename "$file")" "$good" "$(cat "$log.seconds")" \
            "$([ "$left" = 0 ] || echo ", $left skipped")"
        case $file in *.sh) grep -a '^# ' "$log" || true ;; esac
    fi
done
if [ "$skipped" -gt 0 ]; then echo "$skipped skipped"; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
