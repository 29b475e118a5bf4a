"""Spoils the rows of the closed lists one column at a time, and sees the compiler refuse each: tests/test_rows.sh.

A list is an X-macro in a header; its rows are X(constant, column, ...). For the last row of each list every column is left
out and is made empty, and a column of text or a function is made NULL. Of the words that go with a row (WORDS_<constant>
and their like) the same, and the words as a whole are taken away. What is spoilt is a copy of the file, which is put
before the tree; the files that expand the list are compiled for their errors alone. Without ROWS=whole only one way in
eight is tried.
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

CC = os.environ.get("CC", "gcc").split()
STRIDE = 1 if os.environ.get("ROWS") == "whole" else 8
FLAGS = "-std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only".split()

LISTS_H, TRACE_H = "src/model/lists.h", "src/trace/trace.h"
LISTS_C, TERMS_C = "src/model/lists.c", "src/words/terms.c"

# Header, list, the files that expand it.
LISTS = [(LISTS_H, name, [LISTS_C]) for name in (
    "GUARD_LIST MICRO_LIST FAULT_LIST PLATFORM_FAULT_LIST STEP_LIST SKIPPED_LIST WAIT_FROM_LIST RESCUE_LIST EXHAUSTED_LIST "
    "ACKNOWLEDGE_LIST ON_CRASH_LIST CRASH_COUNTS_LIST QUEUE_PLACE_LIST ENDED_LEASE_LIST RETRIES_WAIT_LIST POLL_FOR_LIST LEAVES_LIST ON_CHILD_CRASH_LIST KEY_LIST PRESET_LIST "
    "CODE_LIST PRONOUN_LIST POST_STATE_LIST JOB_STATE_LIST ENDED_LIST "
    "WISH_LIST STOP_LIST ASK_LIST").split()] + [
    (LISTS_H, "WORLD_LIST", [LISTS_C, "src/explore/belief.c"]),
    (LISTS_H, "READING_LIST", [LISTS_C, "src/explore/answer.c"]),
    (TRACE_H, "EVENT_ONLY_LIST", ["src/trace/trace.c"]),
    (TRACE_H, "EVENT_MICRO_LIST", ["src/trace/trace.c"]),
    ("src/cli/options.h", "COMMAND_LIST", ["src/cli/options.c", "src/cli/cli.c"]),
]

# The list whose rows have words, its header, the file of the words, the macro's prefix.
WORDS = [(name, LISTS_H, TERMS_C, "WORDS_") for name in
         "GUARD_LIST MICRO_LIST FAULT_LIST RESCUE_LIST QUEUE_PLACE_LIST KEY_LIST POST_STATE_LIST".split()] + [
    ("CODE_LIST", LISTS_H, "src/words/code.c", "WORDS_"),
    ("ASK_LIST", LISTS_H, "src/words/gate.c", "WORDS_"),
    ("WORLD_LIST", LISTS_H, "src/words/gate.c", "WORDS_"),
    ("READING_LIST", LISTS_H, "src/words/gate.c", "WORDS_"),
    ("GUARD_LIST", LISTS_H, "src/words/code.c", "RUBY_"),
    ("RESCUE_LIST", LISTS_H, "src/words/code.c", "RUBY_"),
    ("SKIPPED_LIST", LISTS_H, "src/words/code.c", "RUBY_"),
    ("WAIT_FROM_LIST", LISTS_H, "src/words/code.c", "RUBY_"),
    ("EVENT_ONLY_LIST", TRACE_H, "src/words/narrate.c", "TOLD_"),
    ("EVENT_ONLY_LIST", TRACE_H, "src/words/narrate_short.c", "SHORT_"),
    ("EVENT_ONLY_LIST", TRACE_H, "src/picture/sign.c", "SIGN_"),
    ("FAULT_LIST", LISTS_H, "src/picture/sign.c", "SIGN_"),
]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def split(text):
    """The columns of "a, "b, c", D(e, f)", each with where it begins and ends in the text."""
    columns, start, depth, quoted, at = [], 0, 0, False, 0
    while at <= len(text):
        if at == len(text) or (text[at] == "," and depth == 0 and not quoted):
            columns.append((start, at))
            start = at + 1
        elif quoted and text[at] == "\\":
            at += 1
        elif text[at] == '"':
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return columns


def macro(text, head):
    """Where the body of a macro stands: behind its head, up to the first line that does not go on."""
    found = re.search(r"^#define " + re.escape(head) + r"(?=[ (\\])[^\n]*?(?:\(X\))?", text, re.M)
    start, end = found.end(), text.index("\n", found.end())
    while text[end - 1] == "\\":
        end = text.index("\n", end + 1)
    return found.start(), start, end


def body(text, head):
    _, start, end = macro(text, head)
    return text[start:end]


def row_end(text, at):
    """Behind the bracket that closes what was opened before `at`."""
    depth, quoted = 1, False
    while depth:
        if quoted and text[at] == "\\":
            at += 1
        elif text[at] == '"':
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def last_row(text, head):
    """Where the columns of a list's last row stand."""
    _, start, end = macro(text, head)
    row = start + text[start:end].rindex("X(", 0, max(m.start() for m in re.finditer(r"\bX\(", text[start:end])) + 2)
    return row + 2, row_end(text, row + 2) - 1


def spoilt(text, start, end, first):
    """Each way to spoil the columns from `first` on: what was done, and the text."""
    columns = split(text[start:end])
    for number, (begin, stop) in enumerate(columns):
        column = text[start + begin:start + stop]
        bare = column.replace("\\\n", " ").strip()
        if number < first:
            continue
        without = text[:start + max(begin - 1, 0)] + text[start + stop + (number == 0):]
        yield "without column %d" % number, without
        yield "with column %d empty" % number, text[:start + begin] + text[start + stop:]
        if bare.startswith('"') or bare.startswith("command_"):
            if bare != '""':  # which says that there is nothing to say
                yield "with column %d \"\"" % number, text[:start + begin] + ' ""' + text[start + stop:]
            yield "with column %d NULL" % number, text[:start + begin] + " ((void *)0)" + text[start + stop:]


def compiles(work, path, text, files):
    """Whether the files can be compiled with this text in the place of the file at path."""
    copy = os.path.join(work, os.path.relpath(path, "src"))
    os.makedirs(os.path.dirname(copy), exist_ok=True)
    with open(copy, "w", encoding="utf-8") as file:
        file.write(text)
    files = [copy if file == path else file for file in files]
    return all(subprocess.run(CC + FLAGS + ["-I", work, "-Isrc", file], stderr=subprocess.DEVNULL).returncode == 0
               for file in files)


def column(what):
    """The number of the column that is spoilt, from 0."""
    return int(re.search(r"column (\d+)", what).group(1))


def cases():
    """Every case: the group it counts for, what is done, the file, its text, the files to compile, is it to be refused."""
    for header, name, files in LISTS:
        text = read(header)
        group = name.lower().replace("_list", "")
        start, end = last_row(text, name)
        yield group, "as it is", header, text, files, False
        for what, changed in spoilt(text, start, end, 1):
            if re.search(r'""$', what) and re.search(r"NO_NAME|NO_OPERAND", text[start:end]):
                continue
            yield group, "the last row " + what, header, changed, files, True
    for name, header, path, prefix in WORDS:
        text, group = read(path), name.lower().replace("list", prefix.lower() + "words").replace("words_words", "words")
        start, end = last_row(read(header), name)
        constant = read(header)[start:end].split(",")[0].strip()
        begin, start, end = macro(text, prefix + constant)
        yield group, "as they are", path, text, [path], False
        yield group, "the last row without words", path, text[:begin] + text[end + 1:], [path], True
        for what, changed in spoilt(text, start, end, 0):
            if "GIVEN_OR_NONE" in text and what.endswith('""') and prefix == "RUBY_":
                continue  # nothing is said of it
            yield group, "the last row's words " + what, path, changed, [path], True
    yield from preset_cases()


def preset_cases():
    """The rows of the last preset: each spoilt, said twice, and where none may leave it out, taken away."""
    path = "src/model/preset.c"
    text = read(path)
    name = re.findall(r"^#define (ROWS_\w+)", text, re.M)[-1]
    begin, start, end = macro(text, name)
    yield "preset_rows", "as they are", path, text, [path], False
    yield "preset_rows", "the last preset without rows", path, text[:begin] + text[end + 1:], [path], True
    for found in re.finditer(r"\b(?:PLATFORM|RETRIES|WAITS|EXHAUSTED)\((?=\S)", text[start:end]):
        row, stop = start + found.start(), row_end(text, start + found.end())
        said = text[row:stop].split(",")[0]
        if said in ("PLATFORM(workers", "PLATFORM(on_crash") or not said.startswith(("PLATFORM", "WAITS")):
            yield "preset_rows", "without " + said, path, text[:row] + text[stop:], [path], True
        yield "preset_rows", "twice " + said, path, text[:stop] + " " + text[row:stop] + text[stop:], [path], True
        for what, changed in spoilt(text, start + found.end(), stop - 1, 0):
            yield "preset_rows", said + " " + what, path, changed, [path], True


def defaults():
    """The switches over a list of the model that have a default: a row more would be none of the compiler's business."""
    constants = {constant for name in {head for header, head, _ in LISTS if header == LISTS_H}
                 for constant in re.findall(r"\bX\((\w+),", body(read(LISTS_H), name))}
    for folder, _, files in os.walk("src"):
        for path in (os.path.join(folder, file) for file in files if file.endswith(".c")):
            text = read(path)
            for found in re.finditer(r"switch \(.*\) {\n", text):
                indent = text[text.rindex("\n", 0, found.start()) + 1:found.start()]
                block = text[found.end():text.index("\n%s}" % indent, found.end())]
                if constants & set(re.findall(r"case (\w+):", block)) and "\n%sdefault:" % indent in block:
                    yield "%s:%d" % (path, text.count("\n", 0, found.start()) + 1)


def run(case):
    group, what, path, text, files, is_bad = case
    with tempfile.TemporaryDirectory() as work:
        return group, what, compiles(work, path, text, files) != is_bad


def main():
    groups = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for group, what, is_good in pool.map(run, list(cases())[::STRIDE]):
            groups.setdefault(group, []).append((what, is_good))
    failed = False
    for group, results in groups.items():
        wrong = [what for what, is_good in results if not is_good]
        failed = failed or bool(wrong)
        print("%sok rows_of_%s_are_refused_when_a_column_is_missing" % ("not " if wrong else "", group))
        for what in wrong:
            print("    %s: the compiler %s" % (what, "refuses it" if what.startswith("as ") else "takes it"))
        print("# %s: %d ways" % (group, sum(not what.startswith("as ") for what, _ in results)))
    found = list(defaults())
    print("%sok switches_over_small_lists_have_no_default" % ("not " if found else ""))
    for place in found:
        print("    " + place)
    sys.exit(failed or bool(found))


main()
