"""What takes a hundred thousand of something: many requests at once, and a sink for as many pages, a
process of its own."""

import asyncio
import json
import multiprocessing
import re
import time

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CONNECTIONS = 64


def send_all(address, requests):
    """(method, path, body) each, over many connections; every one must be answered with a 2xx."""
    waiting = iter(requests)

    async def connection():
        reader, writer = await asyncio.open_connection(*address)
        for method, path, body in waiting:
            data = json.dumps(body).encode()
            writer.write(f"{method} {path} HTTP/1.1\r\nHost: tocsin\r\nContent-Type: application/json"
                         f"\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
            head = await reader.readuntil(b"\r\n\r\n")
            answer = await reader.readexactly(int(LENGTH.search(head)[1]))
            if not head.startswith(b"HTTP/1.1 2"):
                raise AssertionError(f"{method} {path}: {head!r} {answer!r}")
        writer.close()

    async def run():
        await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))

    asyncio.run(run())


class Taking(asyncio.Protocol):
    """A connection on which one request follows the answer to another."""

    def __init__(self, take):
        self._take = take
        self._bytes = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._bytes += data
        end = self._bytes.find(b"\r\n\r\n")
        if end < 0:
            return
        length = int(LENGTH.search(self._bytes, 0, end)[1])
        if len(self._bytes) >= end + 4 + length:
            self._take(self._bytes[end + 4:])
            self._bytes = b""
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


class Arrived:
    """A page: when it came, and what matters of it."""

    def __init__(self, at, body):
        page = json.loads(body)
        self.at = at
        self.service, self.level, self.severity = page["service_id"], page["level"], page["severity"]


def _serve(port, count, requests):
    arrived = []

    def take(body):
        arrived.append((time.time(), body))
        count.value = len(arrived)

    async def run():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Taking(take), "127.0.0.1", 0, backlog=1024)
        port.put(server.sockets[0].getsockname()[1])
        while await loop.run_in_executor(None, requests.recv):
            requests.send(list(arrived))

    asyncio.run(run())


class CrowdSink:
    """Answers 200 to every page at once."""

    def __init__(self):
        port = multiprocessing.Queue()
        self._count = multiprocessing.Value("Q", 0, lock=False)  # only that process writes it
        self._requests, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_serve, args=(port, self._count, theirs), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{port.get()}/"

    @property
    def count(self):
        return self._count.value

    def arrived(self):
        self._requests.send(True)
        return [Arrived(at, body) for at, body in self._requests.recv()]

    def close(self):
        self._requests.send(False)
        self._process.join()
