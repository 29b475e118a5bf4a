#!/bin/sh
# The JSON of every command is what its schema says: see answers.py.
set -eu
cd "$(dirname "$0")/.."
exec python3 tests/answers.py
