#!/bin/sh
# What why says is what the runs are: see why.py.
set -eu
cd "$(dirname "$0")/.."
: "${MAKEITSO:?the program to test}"
exec python3 tests/why.py
