"""Where pages arrive: servers on loopback that write down what they get and answer as told."""

import asyncio
import email
import email.policy
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Recorder:
    """A list that threads add to and a test waits on."""

    def __init__(self):
        self._records = []
        self._changed = threading.Condition()

    def add(self, record):
        with self._changed:
            self._records.append(record)
            self._changed.notify_all()

    def records(self):
        with self._changed:
            return list(self._records)

    def wait_for(self, predicate, deadline=10.0):
        """The first true result of predicate(records)."""
        with self._changed:
            result = self._changed.wait_for(lambda: predicate(list(self._records)), deadline)
            if not result:
                raise AssertionError(f"not within {deadline} s; the last records are "
                                     f"{self._records[-20:]}")
            return result


class Request:
    def __init__(self, method, path, headers, body):
        self.at = time.time()
        self.method = method
        self.path = path
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"<{self.method} {self.path} at {self.at:.3f} {self.body[:200]!r}>"


class _Sockets(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """A Tocsin that is killed leaves its answers unread."""


class HttpSink(Recorder):
    """Webhooks, Slack and Twilio. Answers 200 unless it was told otherwise for a path."""

    def __init__(self, body=b"{}", port=0):
        super().__init__()
        self.seconds_to_answer = lambda: 0  # asked for each request
        self._body = body
        self._scripts = {}
        self._broken = {}
        self._released = threading.Event()
        self._released.set()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                sink._serve(self)

            def log_message(self, *_):
                pass

        self._server = _Sockets(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path=""):
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def answer(self, path, *answers):
        """The next answers at a path: (status, headers) each."""
        self._scripts.setdefault(path, []).extend(answers)

    def break_down(self, path, status=503):
        """From now on a path answers so, until it is mended."""
        self._broken[path] = status

    def mend(self, path):
        del self._broken[path]

    def hold(self):
        """From now on it takes requests and lets them wait for an answer."""
        self._released.clear()

    def release(self):
        self._released.set()

    def close(self):
        self.release()
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        script = self._scripts.get(handler.path)
        status, headers = script.pop(0) if script else (self._broken.get(handler.path, 200), {})
        self.add(Request(handler.command, handler.path, handler.headers, body))
        self._released.wait()
        time.sleep(self.seconds_to_answer())
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(self._body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self._body)


class Mail:
    def __init__(self, envelope):
        self.at = time.time()
        self.sender = envelope.mail_from
        self.recipients = list(envelope.rcpt_tos)
        self.message = email.message_from_bytes(envelope.content, policy=email.policy.default)

    def text(self, kind="plain"):
        return self.message.get_body((kind,)).get_content()

    def __repr__(self):
        return f"<mail to {self.recipients}: {self.message['Subject']}>"


class SmtpSink(Recorder):
    """A real mail server (Debian's python3-aiosmtpd) that keeps what it is given."""

    def __init__(self):
        from aiosmtpd.smtp import SMTP  # here, so that only the tests of e-mail need the package

        super().__init__()
        self.refused = 0
        self._refusal = None
        self._protocol = lambda: SMTP(self, loop=self._loop)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = 0
        self.come_back()

    def die(self):
        """From now on its port is closed. Connections that there are already live on."""
        self._loop.call_soon_threadsafe(self._server.close)

    def come_back(self):
        listening = self._loop.create_server(self._protocol, "127.0.0.1", self.port)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self, reply="550 no such mailbox"):
        """From now on it takes no message, until it accepts them again."""
        self._refusal = reply

    def accept(self):
        self._refusal = None

    async def handle_DATA(self, server, session, envelope):
        if self._refusal:
            self.refused += 1
            return self._refusal
        self.add(Mail(envelope))
        return "250 OK"

    def close(self):
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _hang_up(self):
        self._server.close()
        sessions = asyncio.all_tasks() - {asyncio.current_task()}
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)
