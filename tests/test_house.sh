#!/bin/sh
# shellcheck disable=SC2317 # functions are called by name
# The house: arrows go down only, the engine touches no world but its own, nobody keeps state in globals, functions stay short.
# Reads the sources and the objects that make built in $OUT. With a folder as argument, that one is judged in place of src (so
# can be tried what is caught).
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL
CC=${CC:-gcc}
OUT=${OUT:-build/debug}
src=${1:-src}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Says how a test ended: name, file with what is wrong, one a line.
verdict() {
    if [ -s "$2" ]; then
        echo "not ok $1"
        sed 's/^/    /' "$2"
        failed=1
    else
        echo "ok $1"
    fi
}

# The rooms that a room may include from, itself aside.
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
    *) echo "no such room: $1" >&2 ;;
    esac
}

includes_go_down() {
    for folder in "$src"/*/; do
        room=$(basename "$folder")
        [ "$room" != build ] || continue # what make runs
        allowed=" $room $(below "$room") "
        grep -HnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$folder"*.[ch] 2>/dev/null |
            sed 's/:[^"]*"/ /; s/".*//' | while read -r file header; do
            case $allowed in *" ${header%%/*} "*) ;; *) echo "$file includes $header" ;; esac
        done
    done
}

curses_stays_in_its_room() {
    grep -lE '#[[:space:]]*include[[:space:]]*<(n?curses|term|panel|form|menu|ncursesw/.*)\.h>' "$src"/*/*.[ch] |
        grep -v "^$src/tui/" || true
}

headers_compile_alone() {
    for header in "$src"/*/*.h; do
        echo "#include \"${header#"$src"/}\"" |
            $CC -std=c11 -D_XOPEN_SOURCE=700 -I"$src" -Isrc -Wall -Wextra -fsyntax-only -x c - >"$work/out" 2>&1 ||
            { echo "$header"; grep -m 3 error "$work/out" || true; }
    done
}

headers_have_their_own_guard() {
    for header in "$src"/*/*.h; do
        name=${header#"$src"/}
        guard=$(echo "${name%.h}_H" | tr 'a-z/' 'A-Z_')
        grep -q "^#ifndef $guard\$" "$header" || echo "$header: no #ifndef $guard"
    done
}

# What objects below the view may ask of libc: memory, strings, and formatting into memory. check.o alone may speak and end it all.
libc_allowed='memcpy|memmove|memset|memcmp|memchr|malloc|calloc|realloc|free|strlen|strcmp|strncmp|strchr|strrchr|strstr|strspn|strcspn|
strcpy|strncpy|strtoul|strtoull|qsort|bsearch|snprintf|vsnprintf|abort'
compiler_allowed='__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(asan|ubsan|gcov|llvm|sanitizer)_.*|__[a-z]*_chk|__udivti3|__umodti3|__isoc99_.*'

objects() {
    for room in "$@"; do
        find "$OUT/src/$room" -name '*.o' 2>/dev/null | while read -r object; do
            name=${object#"$OUT"/}
            [ -f "${name%.o}.c" ] && echo "$object"
        done
    done
}

# What one object alone may ask of a library, and why it cannot go without.
lent() {
    case $1 in
    */base/text.o) echo '^utf8proc_' ;;      # how wide characters are
    */base/pages.o) echo '^madvise$' ;;      # large pages for large worlds
    */file/scan.o) echo '^yaml_' ;;      # YAML from memory
    */file/raw.o) echo '^cyaml_' ;;      # … into structs
    */file/schema.o) echo '^json_' ;;    # the schema for editors, which is JSON
    *) echo '^$' ;;
    esac
}

engine_asks_nothing_of_the_world() {
    allowed=$(printf '%s|%s' "$libc_allowed" "$compiler_allowed" | tr -d '\n')
    # shellcheck disable=SC2046
    nm -g --defined-only $(objects base model file trace engine) 2>/dev/null | awk 'NF == 3 {print $3}' | sort -u >"$work/ours"
    objects base model file trace engine | grep -v '/check\.o$' | while read -r object; do
        nm -u "$object" | awk '{print $NF}' | sed 's/@.*//' | sort -u | comm -23 - "$work/ours" |
            grep -vxE "$allowed" | grep -vE "$(lent "$object")" |
            sed "s|^|${object#"$OUT"/} wants |" || true
    done
    [ -n "$(objects engine)" ] || echo "no objects in $OUT/src/engine"
}

# Writable data: .data, .bss, common and thread-local symbols; tables of constants that hold addresses (.data.rel.ro) are not.
# The exceptions: what the handler of an interrupt sets, which has no other way to tell; the terminal, of which there is
# one, and which a signal has to put in order; the UI as a whole, made once, too large for a stack and mostly never touched.
# Compilers add to the names of what is in a function.
globals_allowed='src/cli/patience\.o keeps interrupted_ms|src/tui/terminal\.o keeps terminal|src/tui/tui\.o keeps (.*\.)?the_app(\..*)?'
nobody_keeps_globals() {
    objects base model file trace engine explore words picture report screens tui cli | while read -r object; do
        objdump -t "$object" | sed 's/^[0-9a-f]* .......//' |
            awk '$1 ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $1 !~ /^\.data\.rel\.ro/ && $1 != $3 && $2 ~ /[1-9a-f]/ {print $3}' |
            sed "s|^|${object#"$OUT"/} keeps |"
    done | grep -vxE "$globals_allowed" || true
}

functions_are_short() {
    ctags -x --c-kinds=f --_xformat='%{input} %{line} %{end} %{name}' "$src"/*/*.[ch] |
        awk '$3 - $2 + 1 > 70 {printf "%s:%d %s has %d lines\n", $1, $2, $4, $3 - $2 + 1}'
}

files_are_short() {
    wc -l "$src"/*/*.[ch] | awk '$2 != "total" && $1 > 600 {print $2 " has " $1 " lines"}'
}

# 120 columns, comments as well, which clang-format does not break.
lines_are_short() {
    LC_ALL=C.UTF-8 grep -nE '^.{121,}' "$src"/*/*.[ch] | cut -c 1-100 || true
}

for test in includes_go_down curses_stays_in_its_room headers_compile_alone headers_have_their_own_guard \
    engine_asks_nothing_of_the_world nobody_keeps_globals files_are_short lines_are_short; do
    case $test:$OUT in
    headers_compile_alone:*clang* | headers_compile_alone:*san*)
        echo "skip $test: once is enough, and gcc is quicker"
        continue
        ;;
    nobody_keeps_globals:*san* | engine_asks*:*san* | nobody_keeps_globals:*cov* | engine_asks*:*cov*)
        echo "skip $test: the compiler adds symbols of its own"
        continue
        ;;
    esac
    $test >"$work/$test" 2>&1
    verdict $test "$work/$test"
done
if ctags --version 2>/dev/null | grep -q Universal; then
    functions_are_short >"$work/functions" 2>&1
    verdict functions_are_short "$work/functions"
else
    echo "skip functions_are_short: no universal-ctags"
fi
exit $failed
