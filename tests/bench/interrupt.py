"""Searches that cannot finish: how soon each answers ^C, and whether it stays within the memory it may use.

    python3 tests/bench/interrupt.py MAKEITSO

Each is left alone for some seconds, then interrupted; the answer is timed to its first byte. The memory is the process's largest resident
set, so that the program itself, some 3 MiB, is in it.
"""
import os
import signal
import subprocess
import sys
import time

SECONDS = 4
SEARCHES = [
    ("explore, six faults", 512, ["explore", "fan-out", "--faults", "6", "--runs", "1000000000"]),
    ("explore, a long run", 512, ["explore", "fan-out", "--days", "20000"]),
    ("orders, three faults", 512, ["explore", "fan-out", "--schedules", "--faults", "3"]),
    ("orders, 2 GiB", 2048, ["explore", "fan-out", "--schedules", "--faults", "3", "--memory", "2048"]),
    ("odds, 2 GiB", 2048, ["odds", "fan-out", "--fault-rate", "0.1", "--memory", "2048"]),
    ("sweep, dice alone", None, ["sweep", "fan-out", "--fault-rate", "0.1", "--runs", "1000000000"]),
    ("sweep, long runs", None, ["sweep", "fan-out", "--days", "200000", "--fault-rate", "0.1", "--runs", "1000"]),
]


def measure(program, arguments):
    """Milliseconds to the answer, exit code, peak MiB; the search may have ended by itself before."""
    child = subprocess.Popen(
        [program] + arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(SECONDS)
    began = time.monotonic()
    child.send_signal(signal.SIGINT)
    child.stdout.read(1)
    answered = (time.monotonic() - began) * 1000
    child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    return answered, os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024


def main():
    print(f"interrupted after {SECONDS} s (an answer within 100 ms, within the memory allowed):")
    for name, allowed, arguments in SEARCHES:
        answered, code, peak = measure(sys.argv[1], arguments)
        bound = f"of {allowed} MiB" if allowed else "MiB"
        end = "" if code == 130 else f"; had ended by itself, exit {code}"
        print(f"  {name:24} {answered:6.1f} ms, peak {peak:6.0f} {bound}{end}")


main()
