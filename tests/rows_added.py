"""Adds a row to each list of which there will be more, and sees the whole program know it: tests/test_rows.sh, ROWS=added.

In a copy of the tree a guard that behaves like check-then-mark, a fault that pauses, a preset and a command are added by
their rows and words alone; the program is built with warnings as errors, and help, schema, both READMEs, run, why, draw,
explore and play are asked.
"""
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

CC = os.environ.get("CC", "gcc")
OUT = "build/debug" + ("" if CC == "gcc" else "-" + CC)
failed = False


def verdict(name, is_good, shown=""):
    global failed
    failed = failed or not is_good
    print(("" if is_good else "not ") + "ok " + name)
    if not is_good:
        print("\n".join("    " + line for line in shown.splitlines()[-40:]))


def edit(path, change):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    changed = change(text)
    assert changed != text, path
    with open(path, "w", encoding="utf-8") as file:
        file.write(changed)


def add_row(path, name, row):
    """A row behind the last of a list."""
    def change(text):
        start = text.index("#define %s(X)" % name)
        end = text.index("\n", start)
        while text[end - 1] == "\\":
            end = text.index("\n", end + 1)
        return text[:end] + " \\\n    X(" + row + ")" + text[end:]
    edit(path, change)


def add_words(path, words):
    """Definitions in front of the first one."""
    edit(path, lambda text: text.replace("\n/* ", "\n" + words + "\n/* ", 1))


def add_rows():
    lists, terms = "src/model/lists.h", "src/words/terms.c"
    add_row(lists, "GUARD_LIST", 'GUARD_LOOK, "look-then-note", "looks for its note, posts, and notes it", '
            '"what gets past check-then-mark", MICRO_CHECK, MICRO_MARK, false')
    add_words(terms, '#define WORDS_GUARD_LOOK "looks", "looks, then notes", "looks for a note first", "no note yet", '
              '"it looked too early", "already noted", "looks, and is skipped", "look, and are skipped"')
    add_words("src/words/code.c", '#define RUBY_GUARD_LOOK "post {name} unless noted?"')
    add_row(lists, "FAULT_LIST", 'FAULT_HICCUP, "hiccup", "a short pause", STRIKE_PAUSES, true, false, 3 * SECOND')
    add_words(terms, '#define WORDS_FAULT_HICCUP "h", "hiccup: a pause of 3 s", "hiccup: 3 s", "the worker hiccups", '
              '"{job} hiccups{length} ", "{job} hiccups{length} ", "{it} hiccupped after {bot}\'s post", '
              '"{it} hiccupped before {bot}\'s post", "{it} hiccupped "')
    add_words("src/picture/sign.c", '#define SIGN_FAULT_HICCUP MARK_STALL, ELEMENT_ERROR, RANK_BAD, true, "hiccup"')
    add_row(lists, "PRESET_LIST", 'PRESET_PIGEON, "pigeon", "three pigeons, and 2 retries", "pigeon-1.0", "Pigeon post", "pigeon", '
            '"RFC 1149", "the weather", CODE_RUBY')
    edit("src/model/preset.c", lambda text: text.replace(
        "/* No key may be said twice",
        "#define ROWS_PRESET_PIGEON(PLATFORM, RETRIES, WAITS, EXHAUSTED) \\\n"
        "    PLATFORM(processes, 3, \"three are sent\") PLATFORM(workers, 1, \"one letter each\") \\\n"
        "    PLATFORM(on_crash, ON_CRASH_REQUEUE, \"they fly home\") PLATFORM(recoveries, 4, \"ours\") \\\n"
        "    RETRIES(2, \"ours\") WAITS(WAITS_EXPONENTIAL(SECOND, 2000, MINUTE), \"ours\") \\\n"
        "    EXHAUSTED(EXHAUSTED_DEAD, \"ours\")\n\n"
        "/* No key may be said twice", 1))
    add_row("src/cli/options.h", "COMMAND_LIST", 'COMMAND_HAIL, "hail", NO_OPERAND, 0, 0, "hails", "Hails the ship.", '
            '"makeitso hail\\n", TAKES_NOTHING_MORE, BIT(FORMAT_TEXT), command_version')


SCENARIO = """version: 1
title: Rows
bots:
  - {name: Riker, post: hello, guard: look-then-note}
  - {name: Worf, post: hullo, guard: look-then-note}
jobs:
  - name: BotsJob
    steps: [{post: Riker}, {post: Worf}]
    retry: {limit: 2, wait: 1m}
schedule: [{enqueue: BotsJob}]
platform: {preset: pigeon}
faults:
  - {bot: Riker, after: commit, kind: hiccup}
  - {bot: Riker, after: reply, kind: error}
  - {bot: Worf, after: call, kind: error}
"""


def ask(*arguments):
    """The output and the status; "(null)" and a signal are failures whatever was asked."""
    done = subprocess.run([os.path.abspath(OUT + "/makeitso"), *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    return done.stdout + ("\ndied of %d" % done.returncode if done.returncode < 0 else "")


def knows(name, arguments, *words):
    shown = ask(*arguments)
    verdict(name, all(word in shown for word in words) and "(null)" not in shown and "died of" not in shown, shown)


def play(keys):
    """What the screen was sent while these keys were typed, one after the other; the status of its end."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm", COLUMNS="120", LINES="40", LC_ALL="C.UTF-8")
        os.execv(OUT + "/makeitso", ["makeitso", "play", "rows.yaml"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    shown, last = b"", time.time() + 60
    for key in list(keys) + [""]:
        end, before = time.time() + 5, len(shown)
        while time.time() < end:
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    shown += os.read(terminal, 65536)
                except OSError:  # it has ended
                    break
            elif len(shown) > before:
                break  # it has painted, and is still
        try:
            os.write(terminal, key.encode())
        except OSError:
            break
    while time.time() < last:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return shown.decode("utf-8", "replace"), status
        time.sleep(0.1)
    os.kill(pid, 9)
    return shown.decode("utf-8", "replace") + "\nit did not end", os.waitpid(pid, 0)[1]


def main():
    add_rows()
    built = subprocess.run(["make", "-k", "-j", str(os.cpu_count()), "program", OUT + "/tests/test_readme",
                            "VARIANT=debug", "WERROR=1", "CC=" + CC, "BUILD=build"],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900)
    verdict("rows_alone_make_a_guard_a_fault_a_preset_and_a_command", built.returncode == 0,
            "\n".join(line for line in built.stdout.splitlines() if "error" in line))
    if built.returncode:
        sys.exit(1)
    with open("rows.yaml", "w", encoding="utf-8") as file:
        file.write(SCENARIO)
    knows("help_knows_the_command", ["help"], "hail", "hails")
    knows("command_is_run", ["hail"], "makeitso")
    knows("help_knows_guard_fault_and_preset", ["help", "run"], "look-then-note", "hiccup[=D]", "pigeon")
    knows("a_mistake_is_told_the_new_guard", ["run", "sequential", "--guard", "Riker=x"], "look-then-note")
    knows("run_tells_the_fault_and_the_guard", ["run", "rows.yaml", "--full"], "hiccup", "already noted")
    knows("why_tells_the_hole_of_the_guard", ["why", "rows.yaml", "Riker"], "and no note yet")
    knows("why_tries_the_guard", ["why", "sequential", "Riker"], "look-then-note")
    knows("draw_draws", ["draw", "rows.yaml"], "Riker", "look")
    knows("draw_draws_lanes", ["draw", "rows.yaml", "--as", "timeline"], "Riker")
    knows("explore_tries_the_fault", ["explore", "rows.yaml", "--kinds", "hiccup,error"], "hiccup")
    knows("explore_knows_the_guard", ["explore", "--table", "rows.yaml", "--guards", "all"], "look-then-note")
    knows("fault_of_the_guard_is_carried_to_another", ["run", "rows.yaml", "--fault", "Riker:before:mark:crash", "--guard",
                                                       "Riker=none", "--save", "-"], "after: reply, kind: crash")
    knows("a_changed_scenario_is_saved", ["run", "sequential", "--guard", "Riker=look-then-note", "--save", "-"],
          "guard: look-then-note")
    shown, status = play(["n", "x", "\x1b", "c", "\x1b", "m", "q", "q", "q"])
    verdict("play_shows_them_as_code_and_in_menus", status == 0 and "(null)" not in shown and
            all(word in shown for word in ("unless noted?", "hiccup: a pause of 3 s", "looks for a note first")),
            repr(shown) + " status %d" % status)
    schema = ask("show", "--schema")
    verdict("schema_knows_them", all(word in schema for word in ("look-then-note", "hiccup", "pigeon")), schema[:2000])
    subprocess.run([OUT + "/tests/test_readme", "--write"], check=True)
    with open("README.md", encoding="utf-8") as file:
        verdict("readme_knows_the_command", "makeitso hail" in file.read())
    with open("scenarios/README.md", encoding="utf-8") as file:
        text = file.read()
        verdict("manual_knows_them", all(word in text for word in ("`look-then-note` | begin · check", "`hiccup` | a short",
                                                                   "| `pigeon` | `platform.processes` | 3 |")))


with tempfile.TemporaryDirectory() as folder:
    for part in "Makefile README.md src tests scenarios assets".split():
        (shutil.copytree if os.path.isdir(part) else shutil.copy)(part, os.path.join(folder, part))
    os.chdir(folder)
    main()
sys.exit(failed)
