#!/bin/sh
# Mermaid's own parser reads what draw --to mermaid writes: every built-in scenario, names that are hostile to it. It is there
# once `make web-test` has fetched it, into WEB_MODULES; without it that is said, and nothing is held.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
modules=${WEB_MODULES:-build/web}

if [ ! -d "$modules/node_modules/mermaid" ] || ! command -v node >/dev/null 2>&1; then
    echo "skip mermaid: its parser is not here, which make web-test fetches"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
MAKEITSO=$MAKEITSO python3 - "$work" <<'END'
import json, os, subprocess, sys

work, program = sys.argv[1], os.environ["MAKEITSO"]
hostile = ["end", "participant", "style x:#35;", "classDef a:#1;", "<br>#quot;", "%%{init: {}}%%", "a;b #35; c", "ﬂ°35¶ß",
           "--full\\ `x`", "\"quoted\"", "loop", "[*]", "שלום 小さな 😀", "as", "$$x$$", "J0->>B0", "note over"]
wanted = {}


def draw(scenario, name, title, participants, *options):
    path = os.path.join(work, name + ".mmd")
    subprocess.run([program, "draw", scenario, "-o", path, *options], check=True)
    wanted[path] = {"title": title, "participants": participants}


for row in json.loads(subprocess.run([program, "list", "--format", "json"], check=True, capture_output=True).stdout):
    draw(row["scenario"], row["scenario"], row["title"], None)
    draw(row["scenario"], row["scenario"] + "-cut", row["title"], None, "--at", "1s")
names = [name for name in hostile if not set(name) & set(",:=@#./[]{}")]
for at, title in enumerate(hostile):
    job = names[at % len(names)]
    bots = [name for name in names if name != job]
    scenario = os.path.join(work, "hostile%d.yaml" % at)
    with open(scenario, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "title": title, "bots": [{"name": name, "post": title} for name in bots],
                   "jobs": [{"name": job, "steps": [{"post": name} for name in bots], "retry": {"limit": 1, "wait": "1m"}}],
                   "schedule": [{"enqueue": job}],
                   "faults": [{"name": title, "bot": bots[-1], "before": "commit", "kind": "error"}]}, file, ensure_ascii=False)
    draw(scenario, "hostile%d" % at, title, [job] + bots, "--full")
with open(os.path.join(work, "names.json"), "w", encoding="utf-8") as file:
    json.dump(wanted, file)
END
node tests/web/mermaid.mjs "$modules" "$work/names.json"
