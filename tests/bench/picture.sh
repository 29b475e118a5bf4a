#!/bin/sh
# Pictures, timed as whole processes, the best of several: the diagram of fan-out beside Graphviz laying out the same graph, and the timeline
# of a run of 100,000 events. Needs python3, and dot for the comparison.
set -eu
cd "$(dirname "$0")/../.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=${MAKEITSO:-./makeitso}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$MAKEITSO" draw fan-out -o "$work/fan-out.dot"
# A job an hour, 5200 times, nearly a third of them with a failure and a retry: some 110,000 events.
cat >"$work/large.yaml" <<'END'
version: 1
title: A hundred thousand events
bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]
jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]
schedule: [{enqueue: J, every: 1h, times: 5200}]
faults: [{bot: B, before: commit, kind: error, times: always, probability: 0.3}]
END

python3 - "$MAKEITSO" "$work" <<'END'
import resource, shutil, subprocess, sys, time

program, work = sys.argv[1:]


def best(runs, *command):
    """The shortest wall time of several, in milliseconds."""
    shortest = None
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took = (time.perf_counter() - start) * 1000
        shortest = took if shortest is None else min(shortest, took)
    return shortest


ours = best(30, program, "draw", "fan-out", "--to", "svg", "-o", work + "/fan-out.svg")
print(f"diagram of fan-out: draw --to svg           {ours:8.1f} ms (plays, lays out, writes)")
if shutil.which("dot"):
    dot = best(30, "dot", "-Tsvg", "-o", work + "/dot.svg", work + "/fan-out.dot")
    print(f"the same graph:     dot -Tsvg              {dot:8.1f} ms ({dot / ours:.1f} times as long)")
else:
    print("the same graph:     dot is not installed")

events = subprocess.run([program, "run", work + "/large.yaml", "--format", "jsonl"], check=True, capture_output=True).stdout
count = events.count(b"\n")
for view in ("timeline", "diagram"):
    took = best(3, program, "draw", work + "/large.yaml", "--as", view, "-o", work + "/large.svg")
    print(f"{view} of {count} events: draw --to svg {took:8.1f} ms (limit 2000)")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"largest process     {peak:8d} MiB (limit 200)")
END
