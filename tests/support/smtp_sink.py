"""A mail server on loopback for tests: tells its port, then every mail it takes, as lines of JSON.

It ends when its standard input does, so it never outlives the test that started it.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import subprocess
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


def tell(line):
    print(json.dumps(line), flush=True)


class Sink:
    def __init__(self, options):
        self.options = options
        self.peers = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.reject:
            return self.options.rejection
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
        if session.peer not in self.peers:
            self.peers.append(session.peer)
        tell({
            "connection": self.peers.index(session.peer) + 1,
            "greeting": session.host_name,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": server.transport.get_extra_info("sslcontext") is not None,
            "authenticated": bool(session.authenticated),
            "headers": {name: str(value) for name, value in mail.items()},
            "text": parts["plain"].get_content() if parts["plain"] else "",
            "html": parts["html"].get_content() if parts["html"] else "",
        })
        if self.options.hang_up:
            server.transport.abort()
        await asyncio.sleep(self.options.think)
        return self.options.verdict

    async def handle_QUIT(self, server, session, envelope):
        if self.options.hang_on_quit:
            await asyncio.Event().wait()
        return "221 Bye"

    def authenticate(self, server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == self.options.login, handled=False)


class CramSink(Sink):
    async def auth_CRAM__MD5(self, server, args):  # offered because it is there
        return AuthResult(success=False)


def certificate(directory):
    """A certificate for 127.0.0.1 that is its own authority."""
    key, cert = f"{directory}/key.pem", f"{directory}/cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


async def serve(options):
    # What it says about clients that hang up, or about logins without TLS, is wanted here.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
    sink = CramSink(options) if options.cram_md5 else Sink(options)
    tls = certificate(options.certificate) if options.certificate else None
    starttls = tls if options.security == "starttls" else None
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            sink, tls_context=starttls, require_starttls=starttls is not None,
            authenticator=sink.authenticate if options.login else None,
            auth_required=bool(options.login), auth_require_tls=False,
            auth_exclude_mechanism=["PLAIN", "LOGIN"] if options.cram_md5 else []),
        "127.0.0.1", 0, ssl=tls if options.security == "tls" else None)
    tell({"port": server.sockets[0].getsockname()[1]})
    await asyncio.to_thread(sys.stdin.read)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reject", action="append", default=[], help="a recipient to refuse")
    parser.add_argument("--rejection", default="550 No such user", help="what to refuse it with")
    parser.add_argument("--login", help="user:password to be asked for")
    parser.add_argument("--cram-md5", action="store_true", help="offer only this login")
    parser.add_argument("--security", choices=("none", "starttls", "tls"), default="none")
    parser.add_argument("--certificate", help="the directory to put cert.pem into")
    parser.add_argument("--hang-on-quit", action="store_true")
    parser.add_argument("--think", type=float, default=0, help="seconds before a mail is taken")
    parser.add_argument("--verdict", default="250 OK", help="the reply to a whole mail")
    parser.add_argument("--hang-up", action="store_true", help="in place of that reply")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
