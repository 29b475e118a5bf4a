#!/bin/sh
# The program in a page (make web), in chromium: that it does what the program on a terminal does, how fast, how large it is.
# It is there once `make web-test` has built it; without it, or without a browser, that is said, and nothing is held.
set -eu
cd "$(dirname "$0")/.."
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
modules=${WEB_MODULES:-build/web}
page=${WEB_PAGE:-build/web/makeitso.html}

for needed in "$page" "$modules/node_modules/puppeteer-core" "$modules/node_modules/axe-core"; do
    if [ ! -e "$needed" ]; then
        echo "skip web: $needed is not here, which make web-test makes"
        exit 0
    fi
done
chromium=$(command -v chromium || command -v chromium-browser || true)
if [ -z "$chromium" ] || ! command -v node >/dev/null 2>&1; then
    echo "skip web: there is no chromium, or no node"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp tests/web/program.mjs "$work"
ln -s "$(cd "$modules" && pwd)/node_modules" "$work/node_modules"
CHROMIUM=$chromium MAKEITSO=$MAKEITSO node "$work/program.mjs" "$page" "$work"
