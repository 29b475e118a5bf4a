#!/bin/sh
# One row for each concept: a row that leaves a column out, empties it or makes it NULL is refused by the compiler (rows.py);
# one way in eight, with ROWS=whole every way. With that, or with ROWS=added as .ci/run has it, whole rows are added in a copy of
# the tree and the program knows them (rows_added.py).
set -eu
cd "$(dirname "$0")/.."
failed=0
python3 tests/rows.py || failed=1
[ -z "${ROWS:-}" ] || python3 tests/rows_added.py || failed=1
exit $failed
