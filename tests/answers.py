"""Holds the JSON of every command, over every built-in scenario, against the command's own schema (show --schema), which lets no
member through that it does not name. Prints a line a command, as test scripts do.
"""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

PROGRAM = os.environ["MAKEITSO"]


def said(*arguments, stdin=None):
    """What a command prints; how it ends is not asked here, but that it says something is."""
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, text=True, check=False).stdout


def validator(name):
    schema = json.loads(said("show", "--schema", name))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def deepest(error):
    """Of an error in one of several alternatives, the one that came furthest."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return "%s: %s" % ("/".join(map(str, error.absolute_path)), error.message[:300])


def mistake(checker, text):
    try:
        value = json.loads(text)
    except ValueError as error:
        return "no JSON: %s: %s" % (error, text[:200])
    error = jsonschema.exceptions.best_match(checker.iter_errors(value))
    return deepest(error) if error else None


def objects(value):
    """Every object in a value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def lets_another_through(checker, text):
    """A member more, in any of the objects, must be refused."""
    for at in range(len(list(objects(json.loads(text))))):
        value = json.loads(text)
        list(objects(value))[at]["another"] = 1
        if checker.is_valid(value):
            return "a member more in object %d is let through" % at
    return None


def answers(folder):
    """Each command with what it prints."""
    names = [row["scenario"] for row in json.loads(said("list", "--format", "json"))]
    record = os.path.join(folder, "record")
    subprocess.run([PROGRAM, "play", "sequential", "--linear", "--record", record], input="n\n" * 9 + "1\n" + "n\n" * 9,
                   capture_output=True, text=True, check=False)
    yield "list", said("list", "--format", "json")
    yield "list", said("list", "--presets", "--format", "json")
    yield "class", said("class", "--format", "json")
    yield "class", said("class", "--summary", record, "--format", "json")
    with open(record, encoding="utf-8") as lines:
        for line in lines:
            yield "record", line
    for name in names:
        yield "run", said("run", name, "--format", "json")
        for line in said("run", name, "--format", "jsonl").splitlines():
            yield "run", line
        bots = [bot["bot"] for bot in json.loads(said("run", name, "--format", "json"))["bots"]]
        yield "check", said("check", name, "--format", "json")
        yield "compare", said("compare", name, "--presets", "all", "--format", "json")
        for bot in bots[:2]:
            yield "why", said("why", name, bot, "--format", "json", "--time", "1s")
        yield "explore", said("explore", name, "--format", "json", "--runs", "300")
        yield "explore", said("explore", name, "--saw", bots[0] + "=7", "--format", "json", "--runs", "300")
        yield "sweep", said("sweep", name, "--runs", "5", "--format", "json")
        yield "threshold", said("threshold", name, "--of", "bots.all.due", "--runs", "20", "--time", "1s", "--format", "json")
        odds = said("odds", name, "--format", "json", "--time", "1s")
        if odds:  # a scenario with random times has none
            yield "odds", odds
    yield "run", said("run", "sequential", "fan-out", "--format", "json")
    yield "compare", said("compare", "sequential", "fan-out", "--format", "json")
    yield "check", said("check", "once", "--format", "json")
    yield "check", said("check", "sequential", "nowhere.yaml", "--format", "json")
    yield "explore", said("explore", "sequential", "--schedules", "--format", "json")
    yield "explore", said("explore", "sequential", "fan-out", "--table", "--guards", "none", "--format", "json")
    yield "explore", said("explore", "bail-out", "--advise", "--format", "json", "--time", "2s")
    yield "explore", said("explore", "lost-reply-fan-out", "--saw", "Worf=2", "--format", "json")
    yield "sweep", said("sweep", "sequential", "--runs", "5", "--vary", "workers=1..2", "--format", "json")


def main():
    checkers, counts, failed = {}, {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in answers(folder):
            checker = checkers.setdefault(name, None) or validator(name)
            checkers[name] = checker
            counts[name] = counts.get(name, 0) + 1
            wrong = mistake(checker, text)
            if not wrong and counts[name] <= 2 and len(text) < 30000:
                wrong = lets_another_through(checker, text)
            if wrong and name not in failed:
                failed[name] = wrong
    for name in ("run", "check", "compare", "why", "explore", "threshold", "odds", "sweep", "list", "class", "record"):
        if name not in counts:
            failed[name] = "nothing was printed"
        print("%s %s: its JSON is as its schema says (%d)%s" % ("not ok" if name in failed else "ok", name,
                                                                counts.get(name, 0), ": " + failed[name] if name in failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
