"""Processor time of an event, in all threads of the program, at different sizes."""

import dataclasses
import math
import pathlib
import random

import report
import working_set
from program import Program, configure

PLOT_WIDTH = 50
NOISE = 1.15  # of two measurements of the same on a shared machine

EVENT = ('{"event_manager_id":"%s","summary":"disk usage of /var/lib/data is above 90 %%",'
         '"severity":"high","action":"trigger","class":"%s","dedupKey":"held-%d",'
         '"host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2","usage_percent":"91.4",'
         '"team":"storage","runbook":"https://runbooks.example.org/disk-full"}')


@dataclasses.dataclass(frozen=True)
class Shape:
    """To which manager and class an alert belongs, by its number."""

    name: str
    managers: int = 1
    classes: int = 1_000  # 0: each alert has one of its own

    def event(self, number):
        manager = f"bench-{number % self.managers}"
        return EVENT % (manager, f"disk-{number % self.classes if self.classes else number}", number)

    def configure(self, program):
        configure(program)
        for manager in range(self.managers):
            program.put(f"/v1/event-managers/bench-{manager}",
                        {"name": "bench", "grouping_rule_id": "by-class"})


@dataclasses.dataclass(frozen=True)
class Cost:
    new_us: float
    repeated_us: float
    bytes_per_alert: float


def show(options):
    report.heading("Processor time of a new event, of a repeat of any open one; memory of an open alert")
    costs = {}
    with Program(options.binary, options.disk) as program:
        shape = Shape("")
        shape.configure(program)
        idle, held = program.resident_bytes(), 0
        for size in options.open:
            working_set.fill(program, held, size, body=shape.event)
            costs[size] = measure(program, shape, size, options.events, idle)
            held = size + options.events
            tell(f"{size:,} open", costs[size], costs[options.open[0]], size / options.open[0])
    plot(costs)

    report.heading("The same at 100,000 open alerts, by event managers and by the size of groups")
    plain = None
    for shape in (Shape("1 event manager, groups of 100"), Shape("1,000 event managers", managers=1_000),
                  Shape("groups of 1", classes=0), Shape("one group of all", classes=1)):
        with Program(options.binary, options.disk) as program:
            shape.configure(program)
            idle = program.resident_bytes()
            working_set.fill(program, 0, 100_000, body=shape.event)
            found = measure(program, shape, 100_000, options.events, idle)
        plain = plain or found
        tell(shape.name, found, plain, 1)


def measure(program, shape, held, events, idle_bytes):
    """Tells of new ones, and then as often of any that is open."""
    new = of_events(program, held, events, shape.event)
    resident = program.resident_bytes()
    chosen = random.Random(held)
    repeated = of_events(program, 0, events, lambda _: shape.event(chosen.randrange(held + events)))
    return Cost(new, repeated, (resident - idle_bytes) / (held + events))


def of_events(program, first, count, body):
    before = processor_ns(program)
    working_set.fill(program, first, first + count, body=body)
    return (processor_ns(program) - before) / count / 1_000


def processor_ns(program):
    tasks = pathlib.Path(f"/proc/{program.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks)


def tell(name, found, least, growth):
    """Against the smallest: no more than the logarithm has grown, with some room for noise."""
    figure = (f"{found.new_us:>6.1f} µs {found.repeated_us:>6.1f} µs "
              f"{found.bytes_per_alert:>7,.0f} bytes")
    most = NOISE * (1 + math.log(growth) / math.log(10_000))
    worst = max(found.new_us / least.new_us, found.repeated_us / least.repeated_us)
    report.line(name, figure, f"{worst:.2f} ≤ {most:.2f}", worst <= most)


def plot(costs):
    """Bars over sizes that grow tenfold: a knee would be seen."""
    most = max(max(cost.new_us, cost.repeated_us) for cost in costs.values())
    print()
    for what, of in (("new", lambda cost: cost.new_us), ("repeat", lambda cost: cost.repeated_us)):
        for size, cost in costs.items():
            print(f"{what:<8}{size:>10,}  {'█' * round(PLOT_WIDTH * of(cost) / most)} {of(cost):.1f} µs")
