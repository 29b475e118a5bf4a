"""What `makeitso why` says of every scenario of the tree, held to the runs themselves: each event of a chain is in the trace;
each change, made by its options, is judged as its row says, its fault strikes or not as the row says; each command that is
printed is one of the rows, and grants as many wishes as the sentence above it says."""

import glob
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

program = os.environ["MAKEITSO"]


def ask(*arguments):
    answer = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise RuntimeError(f"makeitso {shlex.join(arguments)}: {answer.stderr}")
    return answer.stdout


def run(name, options=""):
    return json.loads(ask("run", name, *shlex.split(options), "--format", "json"))


def faults_of(played):
    return {event["fault"] for event in played["events"] if "fault" in event}


def is_amiss(bot):
    return bot["duplicates"] + bot["missed"] + bot["late"] + bot["premature"] > 0


def chain_wrong(chain, events):
    for link in chain:
        if not 0 <= link["event"] < len(events) or events[link["event"]]["t"] != link["t"]:
            yield f"no such event in the trace: {link['text']}"


def row_wrong(name, row, struck):
    if not row["wishes"]:  # not known of a run that was cut
        return
    played = run(name, row["options"])
    what = f"{row['text']}: {row['options']}"
    if played["wishes"] != row["wishes"]:
        yield f"{what} grants {played['wishes']}, not {row['wishes']}"
    if row["verdict"] not in ("", played["verdict"]):
        yield f"{what} comes to {played['verdict']}, not {row['verdict']}"
    if row["remedy"] and struck - faults_of(played):
        yield f"{what} is told as a remedy, and a fault never strikes with it"


def commands_wrong(name, text, rows):
    """Its lines "  makeitso run NAME OPTIONS", each behind a paragraph that says what it grants."""
    judged = len(rows[0]["wishes"])
    for before, command in re.findall(r"((?:Nearly|No single|What grants)[^\0]*?)\n  makeitso run (.*)", text):
        named, *options = shlex.split(command)
        row = next((row for row in rows if shlex.split(row["options"]) == options), None)
        granted = re.search(r"Nearly, with (\d) of \d", before)
        if named != name or row is None:
            yield f"no row has the command: {command}"
        elif sum(row["wishes"].values()) != (int(granted[1]) if granted else judged):
            yield f"{command} grants {row['wishes']}, but: {before}"
        elif not row["remedy"] or row["loses"]:
            yield f"{command} is recommended, and no remedy"


def wrong_of(name):
    played = run(name)
    bots = [bot["bot"] for bot in played["bots"] if is_amiss(bot)]
    told = [json.loads(ask("why", name, bot, "--format", "json")) for bot in bots]
    found = [f"{bot}: {wrong}" for bot, why in zip(bots, told) for wrong in chain_wrong(why["chain"], played["events"])]
    if told:
        rows = told[0]["changes"] + told[0]["pairs"]
        found += [wrong for row in rows for wrong in row_wrong(name, row, faults_of(played))]
        found += commands_wrong(name, ask("why", name, bots[0]), rows)
        found += [f"{bot} is told other changes than {bots[0]}"
                  for bot, why in zip(bots, told) if why["changes"] + why["pairs"] != rows]
    return found


def main():
    names = [row["scenario"] for row in json.loads(ask("list", "--format", "json"))]
    names += sorted(glob.glob("tests/cases/*.yaml"))
    failed = False
    with ThreadPoolExecutor(2) as pool:
        for name, found in zip(names, pool.map(wrong_of, names)):
            print(f"{'not ok' if found else 'ok'} why of {name} is what its runs are")
            for wrong in found[:5]:
                print(f"    {wrong}")
            failed = failed or bool(found)
    return 1 if failed else 0


sys.exit(main())
