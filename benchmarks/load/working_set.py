"""What many open alerts cost: memory while they are held, and time to read them at the next start."""

import concurrent.futures
import dataclasses

from program import request

BATCH = 1_000
SENDERS = 4

EVENT = ('{"event_manager_id":"bench","summary":"disk usage of /var/lib/data is above 90 %%",'
         '"severity":"high","action":"trigger","class":"disk-%d","dedupKey":"held-%d",'
         '"host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2","usage_percent":"91.4",'
         '"team":"storage","runbook":"https://runbooks.example.org/disk-full"}')


@dataclasses.dataclass(frozen=True)
class WorkingSet:
    alerts: int
    resident_bytes: int
    bytes_per_alert: float  # beyond what the idle program has
    restart_seconds: float  # after SIGKILL, until it is ready
    resident_bytes_after: int  # of that restart


def event(number):
    """Of one of a thousand classes, so nearly all are children."""
    return EVENT % (number % 1000, number)


def fill(server, first, last, path="/v1/events/batch", body=event):
    """Opens the alerts first … last − 1, in batches."""
    def send(starts):
        connection = server.connect()
        for start in starts:
            bodies = map(body, range(start, start + BATCH))
            request(connection, "POST", path, f"[{','.join(bodies)}]".encode())
        connection.close()

    starts = range(first, last, BATCH)
    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, (starts[sender::SENDERS] for sender in range(SENDERS))))


def measure(program, idle_bytes, held, wanted):
    """Goes on from `held` open alerts to `wanted`, then kills the program and starts it again."""
    fill(program, held, wanted)
    resident = program.resident_bytes()
    program.kill()
    restart = program.start()
    if program.open_alerts() != wanted:
        raise RuntimeError(f"{program.open_alerts()} open alerts after the restart, not {wanted}")
    return WorkingSet(wanted, resident, (resident - idle_bytes) / wanted, restart,
                      program.resident_bytes())
