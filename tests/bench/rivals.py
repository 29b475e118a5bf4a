"""The models of tests/bench/search.c in SimPy 2 (Debian's python3-simpy): CPU time of one day, or of one job of the queue."""
import random
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

P, Q = 0.1, 0.05


class Sequential(Process):
    """Four posts, three attempts, the first bot with an idempotency key."""

    def day(self, totals):
        posts = [0] * 4
        for attempt in range(3):
            failed = False
            for bot in range(4):
                yield hold, self, 0.5 if bot == 0 else 2.0
                if random.random() < P:
                    failed = True
                    break
                if bot > 0 or posts[0] == 0:
                    posts[bot] += 1
                if random.random() < Q:
                    failed = True
                    break
            if not failed:
                break
            yield hold, self, 60
        totals[0] += sum(max(n - 1, 0) for n in posts)
        totals[1] += sum(n == 0 for n in posts)


class FanOut(Process):
    """One checked post with five retries; two workers are shared by four of them."""

    def job(self, workers, totals):
        posts, marked = 0, False
        for attempt in range(6):
            yield request, self, workers
            yield hold, self, 0.2
            failed = False
            if not marked:
                yield hold, self, 0.3
                failed = random.random() < P
                if not failed:
                    posts += 1
                    failed = random.random() < Q
                if not failed:
                    yield hold, self, 0.4
                    marked = True
            if not failed:
                yield hold, self, 1.3
            yield release, self, workers
            if not failed:
                break
            yield hold, self, 120
        totals[0] += max(posts - 1, 0)
        totals[1] += posts == 0


class Queued(Process):
    def job(self, workers):
        for attempt in range(4):
            yield request, self, workers
            yield hold, self, random.expovariate(1 / 8)
            yield release, self, workers
            if random.random() >= 0.1:
                break
            yield hold, self, 60


class Arrivals(Process):
    def arrive(self, jobs, workers):
        for n in range(jobs):
            job = Queued(sim=self.sim)
            self.sim.activate(job, job.job(workers))
            yield hold, self, random.expovariate(1)


def day(kind, totals):
    sim = Simulation()
    sim.initialize()
    if kind is Sequential:
        process = Sequential(sim=sim)
        sim.activate(process, process.day(totals))
    else:
        workers = Resource(capacity=2, sim=sim)
        for bot in range(4):
            process = FanOut(sim=sim)
            sim.activate(process, process.job(workers, totals))
    sim.simulate(until=1e9)


def queue(jobs):
    sim = Simulation()
    sim.initialize()
    arrivals = Arrivals(sim=sim)
    sim.activate(arrivals, arrivals.arrive(jobs, Resource(capacity=10, sim=sim)))
    sim.simulate(until=1e9)


def measure(what, units, run):
    random.seed(1)
    began = time.process_time()
    totals = run()
    took = (time.process_time() - began) / units * 1e9
    means = "; duplicates %.4f; misses %.4f" % (totals[0] / units, totals[1] / units) if totals else ""
    print("%-34s %7.0f ns in SimPy%s" % (what, took, means))


def days(kind, count):
    totals = [0, 0]
    for n in range(count):
        day(kind, totals)
    return totals


measure("a sequential day", 5000, lambda: days(Sequential, 5000))
measure("a fan-out day, two workers", 3000, lambda: days(FanOut, 3000))
measure("a job of many at ten workers", 20000, lambda: queue(20000))
