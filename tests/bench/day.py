"""The model of tests/bench/engine.c in SimPy (Debian's python3-simpy): CPU time of one micro-step's instant.

One worker goes through fetch, four posts and acknowledge every hour; the first post checks and marks. Each instant is one `hold`
and one count; nothing is recorded."""
import sys
import time

from SimPy.Simulation import Process, activate, hold, initialize, simulate

PLAIN = (100, 100, 200, 300, 1200)
GUARDED = (100, 100, 100, 200, 300, 100, 1200)
instants = 0
posts = {}


class Worker(Process):
    def work(self, days):
        global instants
        for day in range(days):
            began = day * 3600000
            yield hold, self, began - self.sim.now()
            yield hold, self, 100
            instants += 1
            for bot, latencies in enumerate((GUARDED, PLAIN, PLAIN, PLAIN)):
                marked = (day, bot) in posts
                for micro, latency in enumerate(latencies):
                    yield hold, self, latency
                    instants += 1
                    if micro == 2 and not marked:
                        posts[day, bot] = posts.get((day, bot), 0) + 1
            yield hold, self, 100
            instants += 1


days = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
initialize()
worker = Worker()
activate(worker, worker.work(days))
began = time.process_time()
simulate(until=days * 3600000 + 1)
took = time.process_time() - began
print(f"SimPy, the same day: {instants} instants, {took / instants * 1e9:.0f} ns each")
