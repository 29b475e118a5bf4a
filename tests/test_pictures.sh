#!/bin/sh
# Pictures as files: golden ones, valid XML, formats, endings, what is refused. UPDATE=1 writes the golden ones anew.
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
    if [ "${UPDATE:-}" = 1 ]; then
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
for row in data if isinstance(data, list) else data["scenarios"]: print(row["name"])') "$work/hostile.yaml"; do
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
    elif grep -q 'apt-get install' "$work/err"; then
        echo "skip a $format: no librsvg here"
    else
        cat "$work/err" >&2
        check "a $format is made" 1
    fi
done

# librsvg is loaded by none but draw, and by draw only when it is needed.
status=0
ldd "$MAKEITSO" | grep -qE 'librsvg|libcairo' && status=1
check "nothing is linked with librsvg" "$status"

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
refused '"7" is no width; allowed: columns, 24 to 1000' sequential --width 7 || status=1
refused '--at' sequential --at || status=1
refused 'needs a unit' sequential --at 66 || status=1
refused 'a timeline is no graph' sequential --as timeline --to dot || status=1
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
