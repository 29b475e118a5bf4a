#!/bin/sh
# Debian's chromium opens the pages that draw --to html writes: every key and button, the scrubber, the gates, print, a phone and a
# projector, axe-core. `make web-test` fetches what drives it, into WEB_MODULES; without that it is said, and nothing is held.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
modules=${WEB_MODULES:-build/web}

if [ ! -d "$modules/node_modules/puppeteer-core" ] || ! command -v node >/dev/null 2>&1 || ! command -v chromium >/dev/null 2>&1; then
    echo "skip page_browser: a browser and what drives it are not here, which make web-test fetches"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$MAKEITSO" draw sequential -o "$work/asking.html"
"$MAKEITSO" draw sequential --no-gates -o "$work/open.html"
"$MAKEITSO" compare sequential fan-out --format html >"$work/worlds.html"
"$MAKEITSO" draw poison-pill --no-gates -o "$work/large.html"
cat >"$work/hostile.yaml" <<'END'
version: 1
title: "</title><script>hacked = 1</script>"
question: "\"><img src=x onerror=\"hacked = 1\">"
lesson: "</template><script>hacked = 1</script>"
bots:
  - {name: "<b>A<b>", handle: "'\"`", post: "</script><script>hacked = 1</script>"}
  - {name: "&lt;", post: "<!--"}
jobs: [{name: "J\"><svg onload>", steps: [{post: "<b>A<b>"}, {post: "&lt;"}], retry: {limit: 1, wait: 1m}}]
schedule: [{enqueue: "J\"><svg onload>"}]
faults: [{name: "<style>*{display:none}</style>", bot: "&lt;", before: commit, kind: error}]
END
"$MAKEITSO" draw "$work/hostile.yaml" -o "$work/hostile.html"
node tests/web/page.mjs "$modules" "$work" "$(command -v chromium)"
