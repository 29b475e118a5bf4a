#!/bin/sh
# What the program costs: OUT=build/release MAKEITSO=./makeitso sh tests/bench/run.sh, or `make bench`.
#
# An event of the engine in CPU time, beside the same day in SimPy; the whole process beside `true`. Figures are for an idle
# machine: where others compute as well, only the ratios mean something. Then searches and sweeps beside their rivals. BENCH=all measures
# pictures, too.
set -eu
cd "$(dirname "$0")/../.."
OUT=${OUT:-build/release}
MAKEITSO=${MAKEITSO:-./makeitso}
LC_ALL=C.UTF-8
export LC_ALL MAKEITSO

"$OUT/tests/bench/engine"
# Debian's own interpreter is the one that has python3-simpy.
python=python3
if "$python" -c 'import SimPy' 2>/dev/null; then :; else python=/usr/bin/python3; fi
"$python" tests/bench/day.py
echo "the whole process, run fan-out as text (at most 3 times true):"
"$OUT/tests/bench/spawn" 300 "$MAKEITSO" run fan-out -- true
echo "the whole process, what led to what was seen of the story, up to 2 faults (at most 20 ms):"
"$OUT/tests/bench/spawn" 100 "$MAKEITSO" explore sequential --faults 2 \
    --saw 'Picard=1 Riker=2 Worf=0 Locutus=0 BotsJob=dead' -- true
"$OUT/tests/bench/search"
"$python" tests/bench/rivals.py
sh tests/bench/spin.sh
"$python" tests/bench/interrupt.py "$MAKEITSO"
"$OUT/tests/bench/tui" "$MAKEITSO"
if [ "${BENCH:-}" = all ]; then
    if [ -f tests/bench/picture.sh ]; then sh tests/bench/picture.sh; fi
fi
