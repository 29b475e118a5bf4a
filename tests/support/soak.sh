#!/bin/sh
# Random tests with fresh seeds for SOAK_SECONDS: tests/support/soak.sh PROGRAM…, or `make soak`. Each program gets an equal
# share of the time, JOBS of them at once. The first failure ends it, and is told with the seed that repeats it.
set -eu

if [ "${1:-}" = --one ]; then
    program=$2
    name=$(basename "$program")
    log=$SOAK/$name
    end=$(($(date +%s) + SOAK_SHARE))
    while [ ! -e "$SOAK/failed" ] && [ "$(date +%s)" -lt "$end" ]; do
        seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
        if ! PROP_SEED=$seed "$program" >"$log" 2>&1 </dev/null; then
            : >"$SOAK/failed"
            echo "FAILED $program:"
            grep -avE '^\[( RUN      |       OK |==========)' "$log" | tail -n 40 | sed 's/^/    /'
            echo "soak: the same once more: PROP_SEED=$seed make test TESTS=$name"
            exit 255
        fi
        echo "$seed" >>"$log.seeds"
    done
    exit 0
fi

jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}
seconds=${SOAK_SECONDS:-60}
SOAK=$(mktemp -d)
trap 'rm -rf "$SOAK"' EXIT
SOAK_SHARE=$((seconds * jobs / $#))
if [ "$SOAK_SHARE" -lt 1 ]; then SOAK_SHARE=1; fi
export SOAK SOAK_SHARE LC_ALL=C.UTF-8
status=0
printf '%s\n' "$@" | xargs -n 1 -P "$jobs" sh "$0" --one || status=1
echo "soak: $(cat "$SOAK"/*.seeds 2>/dev/null | wc -l) seeds in $# programs without a failure"
exit $status
