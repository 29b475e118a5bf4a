#!/bin/sh
# The schema for editors agrees with the loader on every scenario and every bad file: see schema.py.
set -eu
cd "$(dirname "$0")/.."
exec python3 tests/schema.py
