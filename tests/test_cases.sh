#!/bin/sh
# Every file of tests/cases: a public report of a job that ran twice, never, late or for ever, named in its first comment, with what the
# real system did as its `expect`. `check` holds each to it.
set -eu
: "${MAKEITSO:?the program to test}"
failed=0

for case in tests/cases/*.yaml; do
    name=cases_$(basename "$case" .yaml | tr - _)_holds
    if answer=$("$MAKEITSO" check "$case" 2>&1); then
        echo "ok $name"
    else
        echo "not ok $name"
        echo "$answer" | sed 's/^/    /'
        failed=1
    fi
done
exit $failed
