"""Where webhooks go that are only to be taken, as fast as one core can: a process of its own."""

import asyncio
import multiprocessing
import re

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Taking(asyncio.Protocol):
    """A connection on which one request follows the answer to another."""

    def __init__(self, taken):
        self._taken = taken

    def connection_made(self, transport):
        self._transport = transport
        self._bytes = b""

    def data_received(self, data):
        self._bytes += data
        end = self._bytes.find(b"\r\n\r\n")
        if end < 0:
            return
        length = int(LENGTH.search(self._bytes, 0, end)[1])
        if len(self._bytes) >= end + 4 + length:
            self._bytes = b""
            self._taken.value += 1
            self._transport.write(ANSWER)


def serve(port, taken):
    async def run():
        server = await asyncio.get_running_loop().create_server(
            lambda: Taking(taken), "127.0.0.1", 0, backlog=1024)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Sink:
    """Answers 200 to everything, until the end of a `with` block."""

    def __enter__(self):
        port = multiprocessing.Queue()
        self._taken = multiprocessing.Value("Q", 0, lock=False)  # only that process writes it
        self._process = multiprocessing.Process(target=serve, args=(port, self._taken), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{port.get()}/"
        return self

    @property
    def taken(self):
        """How many requests it has answered."""
        return self._taken.value

    def __exit__(self, *_):
        self._process.terminate()
        self._process.join()
