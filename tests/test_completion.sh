#!/bin/sh
# Completion as the shells themselves do it, each where it is installed: commands, options, values, scenarios, files.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
mkdir "$work/home"
HOME=$work/home
export HOME
: >"$work/mine.yaml"

check() {
    if [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        failed=1
    fi
}

# What each shell offers for the words of a command line, one a line.
offer_bash() {
    # shellcheck disable=SC2016
    bash --norc -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _makeitso; printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$work/makeitso.bash" "$@"
}
offer_fish() {
    fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$work/makeitso.fish" "$*" | cut -f 1
}
# Typed into a terminal with a tab behind it: what is listed, and the words that the line has become. Waits for what is wanted.
offer_zsh() {
    python3 - "$work/makeitso.zsh" "$wanted" "$*" <<'END'
import os, pty, re, select, sys, time

source, wanted, line = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM="dumb", PS1="READY ")
    os.execvp("zsh", ["zsh", "-f", "-i"])
text = ""


def read_until(done, seconds):
    global text
    end = time.time() + seconds
    while time.time() < end and not done():
        if select.select([fd], [], [], 0.2)[0]:
            try:
                text += os.read(fd, 65536).decode("utf-8", "replace")
            except OSError:
                return


def words():
    return re.split(r"[\x00-\x20]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", text))


os.write(fd, b"stty cols 200 rows 200; autoload -U compinit; compinit -D -u; source %s; setopt no_list_ambiguous; "
             b"makeitso() { print -l -- $@ ENTERED }; echo LOADED\n" % source.encode())
read_until(lambda: re.search(r"\nLOADED\s+[%#]?\s*READY", text), 60)
text = ""
os.write(fd, line.encode() + b"\t")
read_until(lambda: set(wanted.split()) <= set(words()), 10)
os.write(fd, b"\n")
read_until(lambda: "\nENTERED" in text, 10)
os.close(fd)
print("\n".join(words()))
END
}

# A shell, what is typed, what must be offered, what must not.
offers() {
    shell=$1 wanted=$2 unwanted=$3
    shift 3
    status=0
    "offer_$shell" "$@" >"$work/offered" 2>"$work/err" || status=1
    for word in $wanted; do
        grep -qFx -e "$word" "$work/offered" || status=1
    done
    if [ -n "$unwanted" ] && grep -qFx -e "$unwanted" "$work/offered"; then status=1; fi
    [ "$status" = 0 ] || cat "$work/offered" "$work/err" >&2
    check "$shell completes $*" "$status"
}

for shell in bash zsh fish; do
    if ! command -v "$shell" >/dev/null 2>&1; then
        echo "skip completion in $shell: it is not installed"
        continue
    fi
    "$MAKEITSO" completion "$shell" >"$work/makeitso.$shell"
    status=0
    "$shell" -n "$work/makeitso.$shell" || status=1
    check "$shell takes its completion" "$status"
    offers "$shell" 'compare completion' 'check' makeitso comp
    offers "$shell" 'json jsonl' 'junit' makeitso run --format j
    offers "$shell" '--full --format' '--worksheet' makeitso run --f
    offers "$shell" 'three-days' 'sequential' makeitso why thr
    offers "$shell" 'limits list' 'sequential' makeitso help li
    offers "$shell" 'sqs' 'sidekiq' makeitso run --preset sq
    (cd "$work" && cp mine.yaml "./zz.yaml")
    cd "$work"
    offers "$shell" 'zz.yaml' 'sequential' makeitso check zz
    cd "$OLDPWD"
done

if command -v bash >/dev/null 2>&1; then
    # The same options as in each command's help.
    status=0
    for command in $("$MAKEITSO" help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\)  *.*/\1/p'); do
        "$MAKEITSO" help "$command" | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort >"$work/told"
        offer_bash makeitso "$command" -- | sort >"$work/offered"
        cmp "$work/told" "$work/offered" >&2 || status=1
    done
    check "bash completes the options of each command" "$status"
    offers bash 'json jsonl' 'junit' makeitso run --format = j
fi

status=0
"$MAKEITSO" completion tcsh 2>"$work/err" && status=1
grep -qF 'unknown shell "tcsh"; allowed: bash, zsh, fish' "$work/err" || status=1
check "another shell is refused" "$status"
exit "$failed"
