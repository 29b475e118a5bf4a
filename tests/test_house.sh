#!/bin/sh
# shellcheck disable=SC2317 # rules are called by name
# The house: arrows go down only and form no circle, the outermost rooms alone meet the world, nobody keeps state in globals.
# Reads the sources, and the objects that make built from them in $OUT. Another tree of sources may be given as argument;
# tests/test_house_wrong.sh shows with such a tree that every rule catches what it is for. RULES chooses some.
#
# What is still to be mended stands in $KNOWN, one "rule item" a line, where there is such a list: it may only shrink.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL
CC=${CC:-gcc}
OUT=${OUT:-build/debug}
src=${1:-src}
known=${KNOWN:-/dev/null}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

rooms='base model file trace engine explore words picture report screens tui cli web'

# The rooms that a room may use, itself aside.
below() {
    case $1 in
    base) ;;
    model) echo base ;;
    file | trace) echo base model ;;
    engine) echo base model trace ;;
    explore) echo base model trace engine ;;
    words) echo base model trace engine explore ;;
    picture) echo base model trace engine explore words ;;
    report | screens) echo base model trace engine explore words picture ;;
    tui) echo base model file trace engine explore words picture screens ;;
    cli) echo base model file trace engine explore words picture report screens tui ;;
    web) echo base model file trace engine explore words picture report screens tui cli ;;
    esac
}

# --- What the rules read, each made once: lines of words in $work.

# arrows: "room room", every arrow that is allowed, to itself as well.
for room in $rooms; do
    for other in $room $(below "$room"); do echo "$room $other"; done
done >"$work/arrows"

# A unit is the stem of a file, room/stem: a .c with its .h, or one of them alone. A .c whose functions a neighbour's header
# declares is a unit of its own: what it calls in the neighbour, and the neighbour in it, are a circle by symbols.
# includes: "unit unit file", unit includes a header of the other.
grep -HE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$src"/*/*.[ch] |
    sed -E "s|^$src/||; s|^(.*)\.([ch]):.*\"(.*)\.[a-z]+\".*|\1 \3 \1.\2|" |
    awk '$1 != $2' | sort -u >"$work/includes"

# The objects of rooms, without those whose source is gone.
objects() {
    for room in "$@"; do
        find "$OUT/src/$room" -name '*.o' 2>/dev/null | while read -r object; do
            name=${object#"$OUT"/src/}
            [ ! -f "$src/${name%.o}.c" ] || echo "$object"
        done
    done
}

# symbols: "unit type name", as nm tells them.
# shellcheck disable=SC2046,SC2086
nm -A $(objects $rooms) | sed "s|^$OUT/src/||; s|\.o:| |" | awk '{print $1, $(NF - 1), $NF}' >"$work/symbols"

# uses: "unit unit symbol", unit uses a symbol that the other defines.
awk 'is_first {if ($2 ~ /^[A-TVX-Z]$/) home[$3] = $1; next}
    $2 == "U" && $3 in home && home[$3] != $1 {print $1, home[$3], $3}' is_first=1 "$work/symbols" is_first=0 "$work/symbols" | sort >"$work/uses"

# --- The rules. Each prints what is wrong, one a line; the first word is what $KNOWN names.

# Of lines "unit unit what", those whose rooms have no arrow.
against_the_arrows() {
    awk 'is_first {may[$1, $2]; next}
        {split($1, from, "/"); split($2, to, "/")}
        !((from[1], to[1]) in may) {print}' is_first=1 "$work/arrows" is_first=0 "$1"
}

rooms_are_known() {
    for folder in "$src"/*/; do
        room=$(basename "$folder")
        case " $rooms build " in *" $room "*) ;; *) echo "$room has no place in the house" ;; esac
    done
}

includes_go_down() {
    against_the_arrows "$work/includes" | awk '{print $3, "includes", $2 ".h"}'
}

symbols_go_down() {
    against_the_arrows "$work/uses" | awk '{print $1, "uses", $3, "of", $2}'
}

# Of arrows "unit unit …", each unit from which a way leads back to it, and the shortest such way.
circles() {
    awk '!(($1, $2) in seen) {seen[$1, $2]; to[$1] = to[$1] " " $2}
        END {
            for (start in to) {
                split("", from)
                head = tail = 0
                queue[tail++] = start
                while (head < tail && !(start in from)) {
                    at = queue[head++]
                    count = split(to[at], others, " ")
                    for (i = 1; i <= count; i++)
                        if (!(others[i] in from)) {
                            from[others[i]] = at
                            queue[tail++] = others[i]
                        }
                }
                if (!(start in from))
                    continue
                way = start
                for (at = from[start]; at != start; at = from[at])
                    way = at " → " way
                print start, "stands in a circle:", start " → " way
            }
        }' "$1" | sort
}

no_circle_by_includes() {
    circles "$work/includes"
}

no_circle_by_symbols() {
    circles "$work/uses"
}

curses_stays_in_its_room() {
    grep -lE '#[[:space:]]*include[[:space:]]*<(n?curses|term|panel|form|menu|ncursesw/.*)\.h>' "$src"/*/*.[ch] |
        grep -v "^$src/tui/" || true
}

# A header that its own .c includes first was compiled alone when that was.
headers_compile_alone() {
    awk -v src="$src/" 'FNR == 1 {is_first = 1}
        is_first && /^#include/ {is_first = 0; header = FILENAME; sub(/c$/, "h", header); sub(src, "", header)
            if ($2 == "\"" header "\"") print src header}' "$src"/*/*.c >"$work/compiled"
    for header in "$src"/*/*.h; do echo "$header"; done | grep -vxFf "$work/compiled" | while read -r header; do
        echo "#include \"${header#"$src"/}\"" |
            $CC -std=c11 -D_XOPEN_SOURCE=700 -I"$src" -Isrc -Wall -Wextra -fsyntax-only -x c - >"$work/out" 2>&1 ||
            { echo "$header"; grep -m 3 error "$work/out" || true; }
    done
}

headers_have_their_own_guard() {
    awk -v src="$src/" '{name = FILENAME; sub(src, "", name); gsub("[/.]", "_", name)}
        FNR == 1 {has[FILENAME] = 0}
        $0 == "#ifndef " toupper(name) {has[FILENAME] = 1}
        END {for (file in has) if (!has[file]) print file ": no #ifndef of its own name"}' "$src"/*/*.h
}

# What objects of the rooms up to the screens may ask of libc: memory, strings, and formatting into memory. check.o alone may
# speak and end it all.
libc_allowed='memcpy|memmove|memset|memcmp|memchr|malloc|calloc|realloc|free|strlen|strcmp|strncmp|strcasecmp|strncasecmp|strchr|strrchr|strstr|strspn|
strcspn|strcpy|strncpy|strdup|strtoul|strtoull|qsort|bsearch|snprintf|vsnprintf|abort'
compiler_allowed='__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(asan|ubsan|gcov|llvm|sanitizer)_.*|__[a-z]*_chk|__udivti3|__umodti3|
__popcountdi2|__isoc99_.*'
# What some alone may ask: how wide characters are, large pages for large worlds, YAML from memory and into structs, the schema,
# which is JSON, and reports as JSON; searches and sweeps compute on several processors; what make writes as data.
lent='base/utf8 utf8proc_.*|base/pages madvise|file/scan yaml_.*|file/fill cyaml_.*|file/emit yaml_.*|(base/json_(read|write)|file/schema) json_.*|report/[a-z_]* json_.*|report/html_page SHA256[A-Z][a-z]*|report/html_(run|worlds) html_(style|script)|
explore/[a-z_]* (pthread_(create|join)|sqrt)|picture/[a-z_]* (avatars|avatar_count)'

only_the_outermost_rooms_meet_the_world() {
    grep -vE '^(tui|cli)/' "$work/symbols" >"$work/inner" || true
    allowed=$(printf '%s|%s' "$libc_allowed" "$compiler_allowed" | tr -d '\n')
    awk 'is_first {if ($2 != "U") ours[$3]; next}
        $2 == "U" && !($3 in ours) && $1 != "base/check" {print $1, $3}' is_first=1 "$work/inner" is_first=0 "$work/inner" |
        sed 's/@.*//' | sort -u | grep -vxE "[^ ]* ($allowed)|$(echo "$lent" | tr -d '\n')" | sed 's/ / wants /' || true
    grep -q '^engine/' "$work/inner" || echo "no objects in $OUT/src/engine"
}

# Writable data: .data, .bss, common and thread-local symbols; tables of constants that hold addresses (.data.rel.ro) are not.
# The exceptions: what the handler of an interrupt sets, which has no other way to tell; the terminal, of which there is
# one, and which a signal has to put in order; what jansson's allocator saw, which is given no context.
globals_allowed='cli/patience keeps interrupted_ms|tui/terminal keeps terminal|tui/typing keeps typed_at|tui/signals keeps signals|base/json_read keeps memory_is_out'
nobody_keeps_globals() {
    # shellcheck disable=SC2046,SC2086
    objdump -t $(objects $rooms) | awk -v out="$OUT/src/" '
        / file format / {unit = $1; sub(/\.o:$/, "", unit); sub(out, "", unit); next}
        {sub(/^[0-9a-f]* ......./, "")}
        $1 ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $1 !~ /^\.data\.rel\.ro/ && $1 != $3 && $2 ~ /[1-9a-f]/ {print unit, "keeps", $3}
    ' | grep -vxE "$globals_allowed" || true
}

# 120 columns, comments as well, which clang-format does not break.
lines_are_short() {
    LC_ALL=C.UTF-8 grep -nE '^.{121,}' "$src"/*/*.[ch] | cut -c 1-100 || true
}

# The sources of rooms.
sources() {
    for room in "$@"; do
        for file in "$src/$room"/*.[ch]; do [ ! -f "$file" ] || echo "$file"; done
    done
}

# From "file:line:text" to "unit line: text".
by_unit() {
    sed -E "s|^$src/([^.:]*)\.[a-z]*:([0-9]*): *|\1 \2: |"
}

# Nothing takes a sentence apart again: no comparison with a word, no search for one, no cut at a full stop, comma or colon. What
# a person typed, tui/player.c reads.
nobody_reads_sentences() {
    # shellcheck disable=SC2046
    grep -HnE "\<(strn?(case)?cmp|memcmp|sscanf|text_(find|starts|ends|has)[a-z_]*)\([^?\"]*\"[^\"]*[A-Za-z]{2}|\<strstr\(|\
\<strc?spn\([^?\"]*\"[^\"]*[.?!:;,]|\<strr?chr\([^\"]*'[.?!:;,]'" $(sources explore words picture report screens tui) |
        grep -v "^$src/tui/player\.c:" | by_unit || true
}

# file:line:string for each string of the sources that has a blank: keys of tables and comments are no sentences.
sentences() {
    awk 'FNR == 1 {in_comment = 0}
        {line = ""; rest = $0
            while (rest != "") {
                if (in_comment) {
                    if (!(at = index(rest, "*/"))) break
                    rest = substr(rest, at + 2)
                    in_comment = 0
                } else if ((at = index(rest, "/*"))) {
                    line = line substr(rest, 1, at - 1)
                    rest = substr(rest, at + 2)
                    in_comment = 1
                } else {
                    line = line rest
                    break
                }
            }
            while (match(line, /"([^"\\]|\\.)*"/)) {
                string = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                if (string ~ / /) print FILENAME ":" FNR ":" string
            }
        }' "$@"
}

# Nouns and verbs of the domain stand in model/vocabulary.h alone, so that a file can bring its own; a name in braces is a place for
# one. Help of the command line and mistakes in files speak of the file's keys; words/code.c is code; an SVG's classes are names.
sentences_name_nobody() {
    # shellcheck disable=SC2046
    sentences $(sources explore words picture report screens tui) | sed 's/{[A-Za-z_]*}/ /g' |
        grep -E ':".*\<([Pp]ost(s|ed|ing)?|[Bb]ots?|[Ff]ollowers?)\>' |
        grep -vE "^$src/(words/code|picture/paint_svg)\." | by_unit || true
}

# --- What is told, and fails nothing: the ten longest files and functions. A long one may hide a second noun.

functions() {
    awk 'FNR == 1 {first = 0; in_body = 0}
        in_body && /^}/ {print FNR - first + 1, FILENAME ":" first, name; in_body = first = 0; next}
        in_body {next}
        /^{/ {in_body = first > 0; next}
        /^[a-z].*[^;]$/ && !first && /\(/ {first = FNR; name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name); next}
        /^$|^[#}]|;$/ {first = 0}' "$src"/*/*.c | sort -rn
}

report() {
    echo "# $1:"
    head -n 10 | sed 's/^ */#     /'
}

# --- Each rule's verdict, with what is known taken into account.

verdict() {
    { grep "^$1 " "$known" || true; } 2>/dev/null | cut -d ' ' -f 2 | sort >"$work/known"
    cut -d ' ' -f 1 "$2" | sort -u >"$work/found"
    awk 'is_first {known[$1]; next} !($1 in known)' is_first=1 "$work/known" is_first=0 "$2" >"$work/wrong"
    comm -23 "$work/known" "$work/found" | while read -r item; do
        echo "$item is mended: take \"$1 $item\" off $known"
    done >>"$work/wrong"
    if [ -s "$work/wrong" ]; then
        echo "not ok $1"
        sed 's/^/    /' "$work/wrong"
        failed=1
    else
        echo "ok $1"
    fi
}

for rule in ${RULES:-rooms_are_known includes_go_down symbols_go_down no_circle_by_includes no_circle_by_symbols \
    curses_stays_in_its_room only_the_outermost_rooms_meet_the_world nobody_keeps_globals headers_compile_alone \
    headers_have_their_own_guard nobody_reads_sentences sentences_name_nobody lines_are_short}; do
    case $rule:$OUT in
    nobody_keeps_globals:*san* | only_the_out*:*san* | nobody_keeps_globals:*cov* | only_the_out*:*cov*)
        echo "skip $rule: the compiler adds symbols of its own"
        continue
        ;;
    esac
    $rule >"$work/$rule" 2>&1
    verdict $rule "$work/$rule"
done
wc -l "$src"/*/*.[ch] | grep -v ' total$' | sort -rn | report "the ten longest files, in lines"
functions | report "the ten longest functions, in lines"
exit $failed
