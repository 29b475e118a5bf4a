#!/bin/sh
# tests/test_house.sh names what it is for: a copy of the sources is made wrong in every way that a rule forbids.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
CC=${CC:-gcc}
OUT=${OUT:-build/debug}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

wrong=$work/src
built=$work/$(basename "$OUT")
cp -r src "$wrong"
(cd "$OUT" && find src -name '*.o') | while read -r object; do
    mkdir -p "$built/$(dirname "$object")"
    ln -s "$(realpath "$OUT/$object")" "$built/$object"
done

# A file of the copy, from standard input; a .c is compiled as well.
file() {
    mkdir -p "$(dirname "$wrong/$1")"
    cat >"$wrong/$1"
    case $1 in
    *.c) $CC -std=c11 -I"$wrong" -c -o "$built/src/${1%.c}.o" "$wrong/$1" ;;
    esac
}

# A header with its guard: name, what stands in it.
header() {
    guard=$(echo "${1%.h}_H" | tr 'a-z/' 'A-Z_')
    printf '#ifndef %s\n#define %s\n%s\n#endif\n' "$guard" "$guard" "$2" | file "$1"
}

# How the house judges the copy.
judge() {
    status=0
    OUT=$built KNOWN=${known:-} RULES=${rules:-} sh tests/test_house.sh "$wrong" >"$work/out" 2>&1 || status=$?
}

# A rule, and what it must have said; where a variant of the build keeps it from looking, nothing.
named() {
    if grep -q "^skip $1:" "$work/out"; then
        echo "skip $1: it is not held here"
    elif sed -n "/^not ok $1\$/,/^[^ ]/p" "$work/out" | grep -qF "    $2"; then
        echo "ok $1 names $2"
    else
        echo "not ok $1 names $2"
        sed 's/^/    /' "$work/out"
        failed=1
    fi
}

judge
if [ "$status" = 0 ] && ! grep -q '^not ok' "$work/out"; then
    echo "ok a copy is judged as the tree itself"
else
    echo "not ok a copy is judged as the tree itself"
    cat "$work/out"
    failed=1
fi

header model/wrong_model.h 'void wrong_model(void);'
echo '#include "model/wrong_model.h"
void wrong_model(void) {}' | file model/wrong_model.c
header base/wrong_include.h '#include "model/wrong_model.h"'
echo 'extern void wrong_model(void);
void wrong_call(void);
void wrong_call(void) { wrong_model(); }' | file base/wrong_symbol.c
header trace/wrong_one.h '#include "trace/wrong_two.h"'
header trace/wrong_two.h '#include "trace/wrong_three.h"'
header trace/wrong_three.h '#include "trace/wrong_one.h"'
# One header of all prototypes hides no circle.
header engine/wrong_all.h 'void wrong_a(void); void wrong_b(void); void wrong_c(void);'
for pair in a_b b_c c_a; do
    echo "#include \"engine/wrong_all.h\"
void wrong_${pair%_*}(void) { wrong_${pair#*_}(); }" | file "engine/wrong_${pair%_*}.c"
done
echo 'int wrong_global; int wrong_count(void);
int wrong_count(void) { static int count; return ++count; }' | file words/wrong_global.c
echo 'char *getenv(const char *name); void *wrong_world(void);
void *wrong_world(void) { return getenv("HOME"); }' | file screens/wrong_world.c
echo '#include <ncurses.h>' >"$wrong/screens/wrong_curses.h"
header picture/wrong_alone.h 'struct wrong_alone { size_t size; };'
echo '/* no guard */' | file picture/wrong_guard.h
printf '/* %0117d */\n/* ü%0113d */\n' 0 0 | file report/wrong_long.h
header nowhere/wrong_room.h 'int wrong;'
echo 'if (strcmp(why, "Not so") == 0) size = strcspn(why, ".");' >"$wrong/report/wrong_reader.c"
echo '/* "a bot posts" */ "nobody {bot} named", "two bots =posted", "every post is made";' >"$wrong/words/wrong_words.c"

judge
named rooms_are_known "nowhere has no place in the house"
named includes_go_down "base/wrong_include.h includes model/wrong_model.h"
named symbols_go_down "base/wrong_symbol uses wrong_model of model/wrong_model"
for unit in one two three; do
    named no_circle_by_includes "trace/wrong_$unit stands in a circle: trace/wrong_$unit → trace/wrong_"
done
for unit in a b c; do
    named no_circle_by_symbols "engine/wrong_$unit stands in a circle: engine/wrong_$unit → engine/wrong_"
done
named nobody_keeps_globals "words/wrong_global keeps wrong_global"
named nobody_keeps_globals "words/wrong_global keeps $(nm "$built/src/words/wrong_global.o" | sed -n "s/.* b \(.*count.*\)/\1/p")" # clang puts the function before it
named only_the_outermost_rooms_meet_the_world "screens/wrong_world wants getenv"
named curses_stays_in_its_room "$wrong/screens/wrong_curses.h"
named headers_compile_alone "$wrong/picture/wrong_alone.h"
named headers_have_their_own_guard "$wrong/picture/wrong_guard.h: no #ifndef"
named lines_are_short "$wrong/report/wrong_long.h:1:"
named nobody_reads_sentences "report/wrong_reader 1:"

rules=sentences_name_nobody
judge
named sentences_name_nobody 'words/wrong_words 1: "every post is made"'

# What is listed as known is no failure as long as it is wrong, and one from then on.
known=$work/known
rules=lines_are_short
printf 'lines_are_short %s\n' "$wrong/report/wrong_long.h:1:/*" base/mended >"$known"
judge
named lines_are_short 'base/mended is mended: take "lines_are_short base/mended" off'
sed -i '/mended/d' "$known"
judge
if [ "$status" = 0 ]; then echo "ok what is known is no failure"; else echo "not ok what is known is no failure"; failed=1; fi
exit $failed
