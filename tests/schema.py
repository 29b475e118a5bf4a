"""Holds the schemas in assets against the scenarios, the lessons and the bad files.

Every scenario and lesson must be accepted. The first line of each bad file says what the schema does with it: "# schema: refuses",
"# schema: accepts" (the mistake is one that no schema can see) or "# schema: unread" (it is no YAML at all). Prints a
line a file, as test scripts do.
"""
import glob
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors use; PyYAML's own is that of 1.1, where `no` is a truth value."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
     list("-+0123456789.")),
):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile("^(?:%s)$" % pattern), first)


def number(loader, node):
    text = loader.construct_scalar(node)
    return int(text[2:], 8 if text[1] == "o" else 16) if text[:2] in ("0o", "0x") else int(text)


Core.add_constructor("tag:yaml.org,2002:int", number)


def verdict(validators, path):
    try:
        with open(path, "rb") as file:
            value = yaml.load(file, Core)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError):
        return "unread"
    is_lesson = isinstance(value, dict) and "beats" in value
    return "accepts" if validators[is_lesson].is_valid(value) else "refuses"


def main():
    validators = []
    for name in ("assets/scenario.schema.json", "assets/lesson.schema.json"):
        with open(name, encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        validators.append(jsonschema.Draft7Validator(schema))
    failed = False
    for path in sorted(glob.glob("scenarios/*.yaml") + glob.glob("scenarios/lessons/*.yaml") + glob.glob("tests/bad/*.yaml")):
        expected = "accepts"
        if path.startswith("tests/bad/"):
            with open(path, "rb") as file:
                expected = file.readline().decode().strip().replace("# schema: ", "")
        got = verdict(validators, path)
        failed = failed or got != expected
        print("%s schema %s: %s" % ("ok" if got == expected else "not ok", path,
                                    got if got == expected else "%s, expected %s" % (got, expected)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
