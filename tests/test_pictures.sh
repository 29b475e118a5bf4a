#!/bin/sh
# Pictures as files: golden ones, valid XML, formats, endings, what is refused. MAKEITSO_BLESS=1 writes the golden ones anew.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
unset NO_COLOR
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
golden=tests/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

check() {
    if [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        failed=1
    fi
}

# A picture and the one that was looked at.
same() {
    if [ "${MAKEITSO_BLESS:-}" = 1 ]; then
        cp "$1" "$2"
    fi
    diff "$2" "$1" >&2
}

# The story, and six others: more attempts, layers, days, what a kill leaves, a claim, a stall.
for name in happy-path sequential bail-out fan-out lambda-retries top-job-fails three-days hard-kill claim-first short-lease; do
    for format in txt svg; do
        status=0
        "$MAKEITSO" draw "$name" -o "$work/$name.$format" && same "$work/$name.$format" "$golden/$name.$format" || status=1
        check "picture $name.$format" "$status"
    done
done
for name in sequential fan-out; do
    status=0
    "$MAKEITSO" draw "$name" --as timeline -o "$work/$name-timeline.txt" || status=1
    same "$work/$name-timeline.txt" "$golden/$name-timeline.txt" || status=1
    "$MAKEITSO" draw "$name" --width 40 -o "$work/$name-40.txt" || status=1
    same "$work/$name-40.txt" "$golden/$name-40.txt" || status=1
    check "picture $name as timeline and as column" "$status"
done

# As paper has them: waits, a lease that is over on a bar, many ends.
for name in sequential short-lease poison-pill; do
    status=0
    "$MAKEITSO" draw "$name" --as timeline -o "$work/$name-timeline.svg" || status=1
    same "$work/$name-timeline.svg" "$golden/$name-timeline.svg" || status=1
    check "picture $name as timeline on paper" "$status"
done

# Every SVG is valid XML: each scenario's, both pictures, and one whose text is hostile.
cat >"$work/hostile.yaml" <<'END'
version: 1
title: "<script>alert(1)</script> & ]]> \"quotes\" 'and' more"
bots:
  - {name: "<b>&'", handle: "@\"x\"", post: "</text></svg>&amp;&lt;<!-- <![CDATA[ %s %n"}
  - {name: שלום, post: שלום עולם}
jobs: [{name: "J<&>\"", steps: [{post: "<b>&'"}, {post: שלום}]}]
schedule: [{enqueue: "J<&>\""}]
END
status=0
mkdir "$work/valid"
for file in $("$MAKEITSO" list --format json | python3 -c 'import json, sys
data = json.load(sys.stdin)
for row in data if isinstance(data, list) else data["scenarios"]: print(row["scenario"])') "$work/hostile.yaml"; do
    for view in diagram timeline; do
        "$MAKEITSO" draw "$file" --as "$view" --to svg >"$work/valid/$(basename "$file").$view" || status=1
    done
done
python3 -c 'import sys, xml.dom.minidom as m
for name in sys.argv[1:]:
    print(name, file=sys.stderr)
    d = m.parse(name)
    assert d.documentElement.getElementsByTagName("title")[0].firstChild.data
    assert d.documentElement.getElementsByTagName("desc")[0].firstChild.data
    assert not d.getElementsByTagName("script")' "$work/valid"/* 2>"$work/err" || { tail -n 5 "$work/err" >&2; status=1; }
check "every svg is valid" "$status"

# The format follows the ending; a PNG and a PDF are made, the same bytes each time.
for format in png pdf; do
    status=0
    if "$MAKEITSO" draw sequential -o "$work/a.$format" 2>"$work/err"; then
        "$MAKEITSO" draw sequential -o "$work/b.$format" || status=1
        cmp "$work/a.$format" "$work/b.$format" || status=1
        case $(head -c 8 "$work/a.$format" | od -An -c | tr -d ' ') in
        *PNG*) [ "$format" = png ] || status=1 ;;
        %PDF*) [ "$format" = pdf ] || status=1 ;;
        *) status=1 ;;
        esac
        check "a $format is made, always the same" "$status"
    else
        cat "$work/err" >&2
        check "a $format is made" 1
    fi
done
pngs=$(for name in sequential fan-out; do "$MAKEITSO" draw "$name" --to png | head -c 24 | tail -c 8 | od -An -v -tu1; done)
svgs=$(for name in sequential fan-out; do "$MAKEITSO" draw "$name" --to svg | head -n 1; done)
status=0
python3 -c 'import re, sys
sizes = list(map(int, sys.argv[1].split()))
for at, svg in enumerate(sys.argv[2].split("\n")):
    width, height = (sum(b << s for b, s in zip(sizes[at * 8 + k:], (24, 16, 8, 0))) for k in (0, 4))
    assert [2 * int(n) for n in re.findall(r" (?:width|height)=.(\d+)", svg)] == [width, height], (svg, width, height)
' "$pngs" "$svgs" || status=1
check "a png has two pixels for each unit" "$status"

# What stands in the place of rsvg-convert, and what comes of it. An existing picture is kept by every failure.
mkdir "$work/bin"
converter() {
    printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/rsvg-convert"
    chmod +x "$work/bin/rsvg-convert"
}
fails() {
    code=0
    echo old >"$work/kept.png"
    PATH=$1 "$MAKEITSO" draw sequential -o "$work/kept.png" >"$work/out" 2>"$work/err" || code=$?
    if [ "$code" = 3 ] && grep -qF -e "$2" "$work/err" && [ "$(cat "$work/kept.png")" = old ] && nothing_is_left; then
        status=0
    else
        status=1
        cat "$work/err" >&2
    fi
}
nothing_is_left() {
    [ "$(find "$work" -name 'kept.png*' | wc -l)" = 1 ]
}
fails "$work/nowhere" 'PNG and PDF need rsvg-convert, which is not installed: apt-get install librsvg2-bin'
check "without rsvg-convert the package is named" "$status"
converter 'cat >/dev/null; echo what >&2; exit 7'
fails "$work/bin:$PATH" 'rsvg-convert (package librsvg2-bin) could not draw the picture: exit status 7'
grep -qx what "$work/err" || status=1
check "what rsvg-convert says is shown, and its failure is ours" "$status"
converter 'kill -9 $$'
fails "$work/bin:$PATH" 'rsvg-convert (package librsvg2-bin) was ended by signal 9'
check "an rsvg-convert that dies without reading is a failure" "$status"
converter 'cat >/dev/null'
fails "$work/bin:$PATH" 'rsvg-convert (package librsvg2-bin) made nothing'
check "an rsvg-convert that makes nothing is a failure" "$status"

# More than the pipes hold, in both directions at once.
converter 'exec cat'
status=0
python3 -c 'names = [f"B{n}" for n in range(60)]
print("version: 1\nbots:")
for name in names: print(f"  - {{name: {name}, post: good morning}}")
print("jobs:\n  - name: J\n    steps:")
for name in names: print(f"      - post: {name}")
print("schedule:\n  - enqueue: J")' >"$work/large.yaml"
"$MAKEITSO" draw "$work/large.yaml" --days 30 --to svg >"$work/large.svg"
[ "$(wc -c <"$work/large.svg")" -gt 200000 ] || status=1
PATH="$work/bin:$PATH" timeout 20 "$MAKEITSO" draw "$work/large.yaml" --days 30 --to pdf | cmp - "$work/large.svg" || status=1
check "a large picture passes through" "$status"

# ^C while it draws ends both and leaves the old file.
converter "echo \$\$ >$work/id; exec sleep 30"
status=0 code=0
timeout -s INT --preserve-status 1 env PATH="$work/bin:$PATH" "$MAKEITSO" draw sequential -o "$work/kept.png" || code=$?
[ "$code" = 130 ] && [ "$(cat "$work/kept.png")" = old ] && nothing_is_left || status=1
for _ in 1 2 3 4 5 6 7 8 9 10; do
    if kill -0 "$(cat "$work/id")" 2>/dev/null; then sleep 0.2; fi
done
if kill -0 "$(cat "$work/id")" 2>/dev/null; then status=1; fi
check "^C leaves nothing behind" "$status"

# Whoever starts the program pays for no library of pictures.
status=0
ldd "$MAKEITSO" | grep -qE 'librsvg|libcairo|libdl' && status=1
check "nothing is linked with librsvg" "$status"

# A recording: its head, the change's branch, the size asked for, three tenths of which are rows.
status=0
"$MAKEITSO" draw sequential --split BotsJob --width 120 -o "$work/a.cast" || status=1
head -n 1 "$work/a.cast" | grep -qF '{"version": 2, "width": 120, "height": 36, "title": "One big job, started over"' || status=1
grep -qF '"m", "PicardJob is done: Made it So."]' "$work/a.cast" && tail -n 1 "$work/a.cast" | grep -qF '?25h' || status=1
check "a recording is made" "$status"

# For other tools: the endings, and what had happened by 10 s, when Worf had failed once.
status=0
"$MAKEITSO" draw sequential --at 10s -o "$work/a.mmd" && [ "$(grep -c -e '-x' "$work/a.mmd")" = 1 ] || status=1
head -n 1 "$work/a.mmd" | grep -qx sequenceDiagram || status=1
"$MAKEITSO" draw sequential --at 10s -o "$work/a.json" || status=1
[ "$(jq '[.traceEvents[] | select(.cat == "attempt")] | length' "$work/a.json")" = 1 ] || status=1
check "mermaid and perfetto follow the ending, and --at" "$status"

status=0
"$MAKEITSO" draw sequential -o - | head -1 | grep -q 'One big job' || status=1
check "- is standard output" "$status"

# An existing file is replaced as a whole, and kept where the picture cannot be made.
status=0
echo old >"$work/kept.svg"
"$MAKEITSO" draw nowhere.yaml -o "$work/kept.svg" 2>/dev/null && status=1
[ "$(cat "$work/kept.svg")" = old ] || status=1
"$MAKEITSO" draw sequential -o "$work/kept.svg" || status=1
grep -q '</svg>' "$work/kept.svg" || status=1
[ "$(find "$work" -name 'kept.svg*' | wc -l)" = 1 ] || status=1
check "files are replaced as a whole" "$status"

refused() {
    want=$1
    shift
    code=0
    "$MAKEITSO" draw "$@" >"$work/out" 2>"$work/err" || code=$?
    [ "$code" = 2 ] && [ ! -s "$work/out" ] && grep -qF -e "$want" "$work/err"
}
status=0
refused 'unknown format "bmp"; allowed: txt, svg, png, pdf, dot' sequential --to bmp || status=1
refused 'unknown picture "map"' sequential --as map || status=1
refused '"7" is no whole number from 24 to 1000' sequential --width 7 || status=1
refused '--at' sequential --at || status=1
refused 'needs a unit' sequential --at 66 || status=1
refused 'a timeline is no graph' sequential --as timeline --to dot || status=1
refused '--as: cast is not made of a diagram or a timeline' sequential --to cast --as diagram || status=1
refused '--as: mermaid is not made of a diagram or a timeline' sequential --to mermaid --as timeline || status=1
refused '--full: mermaid alone is folded' sequential --full || status=1
refused '--width: a screen has at least 40 columns' sequential --to cast --width 39 || status=1
refused 'x.foo" has an unknown ending; allowed: .txt .svg .png .pdf .dot' sequential -o "$work/x.foo" || status=1
[ ! -e "$work/x.foo" ] || status=1
check "mistakes are refused" "$status"

status=0
mkdir "$work/v.1"
"$MAKEITSO" draw sequential -o "$work/v.1/picture" && grep -q 'One big job' "$work/v.1/picture" || status=1
"$MAKEITSO" draw sequential -o "$work/x.foo" --to svg && grep -q '<svg' "$work/x.foo" || status=1
"$MAKEITSO" draw sequential -o "$work/X.SVG" && grep -q '<svg' "$work/X.SVG" || status=1
check "a name without an ending gets text, any other what --to says" "$status"

status=0
"$MAKEITSO" draw sequential --split BotsJob --retry BotsJob=3 --to dot | grep -q '"job#1" -> "Riker 1"' || status=1
check "what-if options change the picture" "$status"
exit "$failed"
