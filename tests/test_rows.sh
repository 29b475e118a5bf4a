#!/bin/sh
# One row for each concept: a row that leaves a column out, empties it or makes it NULL is refused by the compiler (rows.py);
# with ROWS=whole, as .ci/run has it once, in every way, and whole rows are added in a copy of the tree and the program knows them (rows_added.py).
set -eu
cd "$(dirname "$0")/.."
failed=0
python3 tests/rows.py || failed=1
[ "${ROWS:-}" != whole ] || python3 tests/rows_added.py || failed=1
exit $failed
