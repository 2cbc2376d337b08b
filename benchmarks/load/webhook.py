"""How long it takes from sending an event until the webhook of its event manager is called."""

import asyncio
import json
import statistics
import time

from program import configure

LATE_SECONDS = 5  # after the last event was sent


class Sink:
    """Takes webhooks and notes how old each is: `sent_ns` finds in its body the time at which what it
    tells of was sent, and both ends read the same clock."""

    def __init__(self, sent_ns):
        self.ages_ms = []
        self.url = None
        self._sent_ns = sent_ns

    async def open(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        return server

    async def _serve(self, reader, writer):
        try:
            while True:
                body = await read_message(reader)
                age = time.monotonic_ns() - self._sent_ns(json.loads(body))
                self.ages_ms.append(age / 1e6)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()  # by the program, or because the run has ended


async def read_message(reader):
    """The body of an HTTP message that says how long it is."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)


async def post_steadily(port, path, rate, seconds, message):
    """One at a time on one connection: message(0), message(1) …, each answered before the next."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic()
    for number in range(rate * seconds):
        await asyncio.sleep(began + number / rate - time.monotonic())
        body = json.dumps(message(number)).encode()
        writer.write(b"POST %s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                     b"Content-Length: %d\r\n\r\n%s" % (path.encode(), len(body), body))
        await read_message(reader)
    writer.close()


async def wait_for(sink, count, seconds):
    """Until the sink has taken so many, or the time is up."""
    deadline = time.monotonic() + seconds
    while len(sink.ages_ms) < count and time.monotonic() < deadline:
        await asyncio.sleep(0.01)


def event(number):
    """Of a class of its own, so that each opens a parent."""
    return {"event_manager_id": "bench", "summary": str(time.monotonic_ns()), "severity": "high",
            "action": "trigger", "class": f"webhook-{number}", "dedupKey": f"webhook-{number}"}


async def run(program, rate, seconds):
    sink = Sink(lambda body: int(body["summary"]))
    server = await sink.open()
    await asyncio.to_thread(configure, program, sink.url)
    await post_steadily(program.port, "/v1/events", rate, seconds, event)
    await wait_for(sink, rate * seconds, LATE_SECONDS)
    server.close()
    return sink.ages_ms


def measure(program, rate, seconds):
    """How many of the events were told, and the p50 and p99 of their ages in milliseconds."""
    return summed_up(asyncio.run(run(program, rate, seconds)))


def summed_up(ages_ms):
    """How many there are, their p50 and their p99."""
    hundredths = statistics.quantiles(ages_ms, n=100)
    return len(ages_ms), hundredths[49], hundredths[98]
