"""The program itself: its commands, how it starts, and how it ends."""

import http.client
import json
import pathlib
import tempfile
import threading
import unittest

from support.client import Client
from support.server import Tocsin, run_tocsin
from support.tokens import token_entry, token_of
from support.waiting import eventually

RULE = {"name": "r", "grouping_key": "class", "time_window": "1m"}
TEAM = {"name": "t", "grouping_rule_id": "rule"}


class Program(unittest.TestCase):
    def run_with(self, text, *arguments):
        """What the program says to a configuration."""
        with tempfile.TemporaryDirectory(prefix="tocsin-e2e-") as directory:
            path = pathlib.Path(directory, "tocsin.yaml")
            path.write_text(text)
            return run_tocsin(*(path if word == "FILE" else word for word in arguments))

    def assert_refused(self, run, *words):
        self.assertGreater(run.returncode, 0, run.stdout)
        for word in words:
            self.assertRegex(run.stdout, f"(?i){word}")

    def test_it_tells_its_version(self):
        run = run_tocsin("--version")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"\d+\.\d+\.\d+")

    def test_it_takes_a_configuration_that_is_right(self):
        text = "listen: 127.0.0.1:0\nlog: {level: info, format: json}\nretention: {journal: 168h}\n"
        run = self.run_with(text, "check-config", "FILE")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertRegex(run.stdout, r"^/\S+/tocsin.yaml: OK$")

    def test_it_names_the_line_of_a_key_that_it_does_not_know(self):
        run = self.run_with("listen: 127.0.0.1:0\nlog:\n  colour: red\n", "check-config", "FILE")
        self.assert_refused(run, "colour", r"\b3\b")

        run = self.run_with("listen: 127.0.0.1:0\n\n\nlistn: x\n", "serve", "--config", "FILE")
        self.assert_refused(run, "listn", r"\b4\b")

    def test_it_refuses_a_configuration_that_is_wrong(self):
        for text, word in (("listen: nowhere\n", "listen"),
                           ("log: {level: loud}\n", "level"),
                           ("log:\n- [\n", "tocsin.yaml: line 3: is not valid YAML"),
                           ("notifiers: {deadline: soon}\n", "deadline"),
                           ("notifiers: {slack: {bot_token_file: /nonexistent}}\n",
                            '"/nonexistent": No such file'),
                           ("notifiers: {slack: {bot_token_file: /}}\n", '"/": is a directory'),
                           ("tokens: [{name: n, tenant: t, role: king, sha256: abc}]\n", "role|king")):
            with self.subTest(text=text):
                self.assert_refused(self.run_with(text, "check-config", "FILE"), word)
        self.assert_refused(run_tocsin("check-config", "/nonexistent.yaml"), "/nonexistent.yaml")

    def test_a_target_has_a_type_and_an_address_of_that_type(self):
        for target, words in (("{email: a@example.org}", '"type" is required'),
                              ("{type: console, email: a@example.org}",
                               '"email" is not allowed for type console'),
                              ("{type: email, url: 'http://a/', email: a@example.org}",
                               '"url" is not allowed for type email; use "email"'),
                              ("{type: email}", '"email" is required for type email'),
                              ("{type: email, email: nobody}", '"email" is not a valid address'),
                              ("{type: slack, channel: '#a', url: 'http://a/'}", "not both")):
            for text in (f"fallback_target: {target}\n",
                         f"delivery: {{fallbacks: {{webhook: {target}}}}}\n"):
                with self.subTest(text=text):
                    self.assert_refused(self.run_with(text, "check-config", "FILE"), words)
        run = self.run_with("fallback_target: {type: slack, url: 'http://a/'}\n"
                            "delivery: {fallbacks: {sms: {type: console}}}\n", "check-config", "FILE")
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_two_tokens_differ_in_their_secret_and_their_name(self):
        def token(name, digit, more=""):
            return f"- {{name: {name}, role: viewer, sha256: {digit * 64}{more}}}\n"

        for second, words in (
                (token("b", "1"), "line 3: tokens.sha256: must not be that of the token in line 2"),
                (token("b", "1", ", tenant: t"), "tokens.sha256"),
                (token("a", "2"), "line 3: tokens.name: must not be the name of the token in line 2")):
            with self.subTest(second=second):
                run = self.run_with("tokens:\n" + token("a", "1") + second, "check-config", "FILE")
                self.assert_refused(run, words)
        run = self.run_with("tokens:\n" + token("a", "1") + token("a", "2", ", tenant: t"),
                            "check-config", "FILE")
        self.assertEqual(run.returncode, 0, run.stdout)
        for text in (token('""', "1"), token("a", "1", ', tenant: ""')):
            self.assert_refused(self.run_with("tokens:\n" + text, "check-config", "FILE"),
                                "line 2: tokens.(name|tenant): must not be empty")

    def test_the_entry_of_a_token_is_one_whatever_its_name(self):
        for name in ("a: b", 'say "hi"', "it's", "two\nlines", "null", "- a", "#1", "Zo\u00eb \\", " "):
            with self.subTest(name=name):
                run = run_tocsin("token", "--role", "viewer", "--name", name, "--tenant", name)
                self.assertEqual(run.returncode, 0, run.stdout)
                checked = self.run_with(run.stdout.split("file:\n\n")[1], "check-config", "FILE")
                self.assertEqual(checked.returncode, 0, run.stdout + checked.stdout)

    def test_a_value_of_the_command_line_is_not_empty(self):
        for arguments in (("token", "--role", "viewer", "--name", ""),
                          ("token", "--role", "viewer", "--name", "a", "--tenant", ""),
                          ("serve", "--config", ""), ("serve", "--listen", ""),
                          ("serve", "--data", "")):
            with self.subTest(arguments=arguments):
                run = run_tocsin(*arguments)
                self.assertEqual(run.returncode, 2, run.stdout)
                self.assertRegex(run.stdout, f"{arguments[-2]}.* must not be empty")

    def test_a_secret_file_is_one_line_of_text(self):
        """Windows' Notepad and PowerShell write byte order marks, and UTF-16."""
        text = "notifiers:\n  slack:\n    bot_token_file: FILE\n"
        for content, is_good in (("\ufeffxoxb-1\r\n".encode(), True), (b"xoxb-1\n\n", True),
                                 ("xoxb-1\r\n".encode("utf-16"), False),
                                 ("xoxb-1\n".encode("utf-16-be"), False),
                                 (b"xoxb-1\nxoxb-2\n", False), (b"xoxb\t1\n", False),
                                 ("\ufeff\n".encode(), False)):
            with self.subTest(content=content), tempfile.NamedTemporaryFile() as secret:
                secret.write(content)
                secret.flush()
                run = self.run_with(text.replace("FILE", secret.name), "check-config", "FILE")
                if is_good:
                    self.assertEqual(run.returncode, 0, run.stdout)
                else:
                    self.assert_refused(run, "line 3", "must be one line of text in UTF-8|is empty")

    def test_a_command_line_has_one_command(self):
        for arguments in (("serve", "serve"), ("serve", "--listen", "127.0.0.1:0", "serve"),
                          ("check-config", "/dev/null", "check-config", "/dev/null"),
                          ("serve", "check-config", "/dev/null"),
                          ("serve", "--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0")):
            with self.subTest(arguments=arguments):
                run = run_tocsin(*arguments, timeout=5)
                self.assertEqual(run.returncode, 2, run.stdout)

    def test_the_url_of_a_channel_is_one(self):
        for text, key in (("slack:\n    webhook_url: nowhere", "slack.webhook_url"),
                          ("slack:\n    webhook_url_file: FILE", "slack.webhook_url_file"),
                          ("slack:\n    api_base_url: ftp://a", "slack.api_base_url"),
                          ("pagerduty:\n    base_url: ''", "pagerduty.base_url"),
                          ("sms:\n    base_url: a.example.org", "sms.base_url")):
            with self.subTest(text=text), tempfile.NamedTemporaryFile("w") as secret:
                secret.write("no url")
                secret.flush()
                run = self.run_with("notifiers:\n  " + text.replace("FILE", secret.name) + "\n",
                                    "check-config", "FILE")
                self.assert_refused(run, f"line 3: notifiers.{key}: must be an http or https URL")
                self.assertNotIn("no url", run.stdout)

    def test_what_would_be_ignored_or_fail_later_is_refused_where_it_is_written(self):
        limits = "delivery: {limits: {slack: {per_second: 1, burst: %s}}}\n"
        size = "retention: {journal_size: %s}\n"
        for text, words in (
                (limits % "1.5", "burst: must be an integer from 1 to 1000000, not \"1.5\""),
                (limits % "0", "burst: must be an integer from 1 to 1000000"),
                ("data: ''\n", "line 1: data: must not be empty"),
                ("data: a\ndata: b\n", 'line 2: duplicate key "data"; it is also in line 1'),
                ("data: a\n---\ndata: b\n", "line 3: must not start a second document"),
                (",", "line 1: is not valid YAML: unexpected character"),
                ("notifiers:\n  email:\n    password: a\n    password_file: /dev/null\n",
                 "line 4: notifiers.email: use \"password\" or \"password_file\", not both"),
                ("notifiers: {deadline: 99999999999999999999h}\n", "deadline: must be from 1ms to 87672h"),
                ("notifiers: {deadline: 87673h}\n", "deadline: must be from 1ms to 87672h"),
                ("notifiers: {deadline: 0s}\n", "deadline: must be from 1ms to 87672h"),
                ("notifiers: {deadline: 5m5h}\n", '"5m5h" is not a valid duration'),
                (size % "0MiB", "journal_size: must be from 1KiB to 1000000GiB"),
                (size % "1000001GiB", "journal_size: must be from 1KiB to 1000000GiB"),
                (size % "99999999999999999999999KiB", "must be from 1KiB to 1000000GiB"),
                (size % "1.5GiB", '"1.5GiB" is not a valid size'),
                ("listen: 127.foo.bar:80\n", "line 1: listen: .*host must be an IP address or localhost"),
                ("listen: example.org:80\n", "host must be an IP address or localhost"),
                ("listen: 0.0.0.0:80\n", "add `tokens` to /.*/tocsin.yaml")):
            with self.subTest(text=text):
                self.assert_refused(self.run_with(text, "check-config", "FILE"), words)
        for text in ("", "---\n", "---\ndata: a\n...\n", size % "1000001KiB", size % "1000000GiB",
                     "notifiers: {deadline: 87672h}\n", "listen: localhost:0\n", "listen: '[::1]:0'\n",
                     "notifiers: {slack: {api_base_url: 'https://slack.com/'}}\n"):
            with self.subTest(text=text):
                run = self.run_with(text, "check-config", "FILE")
                self.assertEqual(run.returncode, 0, run.stdout)

    def test_a_command_line_that_is_wrong_ends_with_2_and_names_the_word(self):
        for arguments, words in ((("serve", "--colour"), "colour"),
                                 (("dance",), 'unknown command "dance"; commands: serve'),
                                 ((), "no command"),
                                 (("serve", "--listen", "here"), '--listen "here"'),
                                 (("generate", "--duration", "soon"), '"soon" is not a valid duration')):
            with self.subTest(arguments=arguments):
                run = run_tocsin(*arguments)
                self.assertEqual(run.returncode, 2, run.stdout)
                self.assertRegex(run.stdout, words)

    def test_without_tokens_it_listens_on_nothing_but_loopback(self):
        with tempfile.TemporaryDirectory(prefix="tocsin-e2e-") as data:
            run = run_tocsin("serve", "--listen", "0.0.0.0:0", "--data", data)
        self.assert_refused(run, "loopback|token")

    def test_with_tokens_it_listens_anywhere(self):
        tocsin = Tocsin("tokens:\n" + token_entry("ours", "viewer"), listen="0.0.0.0:0")
        self.addCleanup(tocsin.close)
        tocsin.spawn()
        eventually("it listens", lambda: tocsin.address, 30)

        client = Client(("127.0.0.1", tocsin.address[1]), token_of("ours", "viewer"))

        client.get("/v1/alerts").expect(200)
        client.close()

    def test_a_second_process_on_one_directory_ends_at_once(self):
        with Tocsin() as tocsin:
            run = run_tocsin("serve", "--listen", "127.0.0.1:0", "--data", tocsin.data, timeout=10)

            self.assert_refused(run, "another|in use|lock|already")
            self.assertIn(str(tocsin.data), run.stdout)
            tocsin.client().post("/v1/services", {"name": "still here"}).expect(201)

    def test_json_logs_are_one_object_a_line(self):
        with Tocsin("log: {format: json}\n") as tocsin:
            tocsin.client().post("/v1/services", {"name": "a\nb"}).expect(201)
            self.assertEqual(tocsin.stop(), 0)
            for line in tocsin.log:
                self.assertIsInstance(json.loads(line), dict)

    def test_sigterm_answers_what_it_has_taken_and_keeps_it(self):
        with Tocsin() as tocsin:
            client = tocsin.client()
            client.put("/v1/grouping-rules/rule", RULE).expect(201)
            client.put("/v1/event-managers/team", TEAM).expect(201)
            answered, enough = [], threading.Event()
            senders = [threading.Thread(target=self.send, args=(tocsin.client(), n, answered, enough))
                       for n in range(8)]
            for sender in senders:
                sender.start()
            enough.wait(30)

            self.assertEqual(tocsin.stop(), 0, tocsin.log_tail())

            for sender in senders:
                sender.join()
            self.assertGreaterEqual(len(answered), 200)
            tocsin.start()
            kept = {alert["dedupKey"] for alert in tocsin.client().all("/v1/alerts")}
            self.assertEqual(set(answered) - kept, set())

    def send(self, client, sender, answered, enough):
        """Until it is told no or finds nobody."""
        for number in range(100_000):
            key = f"key-{sender}-{number}"
            try:
                answer = client.post("/v1/events", {
                    "event_manager_id": "team", "summary": "s", "severity": "low",
                    "action": "trigger", "dedupKey": key})
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 503:
                return
            answer.expect(202)
            answered.append(key)
            if len(answered) >= 200:
                enough.set()
