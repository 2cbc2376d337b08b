"""A receiver of webhooks that can be made ill in every way that receivers are."""

import asyncio
import threading

from .sinks import Recorder, Request


async def hang(sink, _):
    """Until it is told to do something else."""
    before = sink.behaviour
    while sink.behaviour is before:
        await asyncio.sleep(0.05)
    return await sink.behaviour(sink, _)


async def drip(_, writer):
    """A byte a second, so that something always seems to come."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}":
        if writer.transport.is_closing():
            return False
        writer.write(bytes((byte,)))
        await asyncio.sleep(1)
    return True


async def reset(_, writer):
    writer.transport.abort()
    return False


def answer(status, **headers):
    """Always this; _ in a header's name is a dash. Says whether the message was taken."""
    lines = [f"HTTP/1.1 {status} Whatever", "Content-Length: 2",
             *(f"{name.replace('_', '-')}: {text}" for name, text in headers.items())]
    text = ("\r\n".join(lines) + "\r\n\r\n{}").encode()

    async def behaviour(_, writer):
        writer.write(text)
        await writer.drain()
        return status < 300
    return behaviour


healthy = answer(200)


class Ward:
    """The thread that all the sinks of a test live on: cheap enough to be measured beside."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def close(self):
        self.run(self._cancel_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _cancel_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class FaultySink(Recorder):
    """Records every request with `taken`: whether it was answered with a 2xx."""

    def __init__(self, ward, behaviour=healthy):
        super().__init__()
        self.ward = ward
        self.behaviour = behaviour
        self._writers = set()
        self._port = 0
        self.come_back()

    def url(self, path=""):
        return f"http://127.0.0.1:{self._port}{path}"

    def die(self):
        """From now on its port is closed, and so is every connection."""
        self.ward.run(self._close())

    def come_back(self):
        self.ward.run(self._listen())

    async def _listen(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, backlog=512)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _close(self):
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            while True:
                await self._take_one(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # either side has hung up
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _take_one(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.rstrip().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = next(int(v) for k, v in headers.items() if k.lower() == "content-length")
        body = await reader.readexactly(length)
        method, path, _ = first.split(" ")
        request = Request(method, path, headers, body)
        request.taken = False
        self.add(request)
        request.taken = await self.behaviour(self, writer)
