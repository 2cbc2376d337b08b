"""Asks a running Tocsin, by what its OpenAPI document says, everything that may and that may not be asked:

    TOCSIN_BINARY=build/dev/main/tocsin python3 tests/api [--seed N] [--requests N] [--only OPERATION]

Whatever it is, the answer is one that the document promises for the operation: its status, its content type,
a body that the schema takes, and never a 5xx. The same seed asks the same.
"""

import argparse
import collections
import http.client
import pathlib
import random
import re
import sys
from urllib.parse import unquote

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))

from asking import Asker  # noqa: E402
from breaking import Breaker  # noqa: E402
from document import Document  # noqa: E402
from judging import curl, faults  # noqa: E402
from making import Maker  # noqa: E402
from support.server import Tocsin  # noqa: E402
from support.tokens import ROLES, token_entry, token_of  # noqa: E402

FAULTS_SHOWN = 20
REMEMBERED = 40
DONE_LEAST = 90  # percent of the operations: else it only asks for what there is not
MEMORABLE = re.compile("^id$|_id$|_cursor$|^signal_type$")

CONFIGURATION = "notifiers: {pagerduty: {base_url: 'http://127.0.0.1:9'}}\ntokens:\n" + "".join(
    token_entry(tenant, role) for tenant in ("ours", "theirs") for role in ROLES)

# What takes more than one request to come about, a run and a notification that has failed; and what the
# examples of the schemas refer to.
FURNITURE = (
    *(("PUT", f"/v1/services/{name}", {"name": name}) for name in ("payments", "web")),
    ("PUT", "/v1/grouping-rules/by-class", {"name": "r", "grouping_key": "class", "time_window": "1m"}),
    ("PUT", "/v1/clients/payments-team", {"name": "payments-team"}),
    ("PUT", "/v1/services/furnished", {"name": "furnished"}),
    ("PUT", "/v1/escalation-policies/furnished", {
        "monitored_service_id": "furnished",
        "levels": [{"targets": [{"type": "email", "email": "nobody@example.invalid"}]}]}),
    ("POST", "/v1/services/furnished/alerts", {"message": "it is down"}),
    ("POST", "/v1/workflows", {
        "workflow_id": "furnished", "name": "furnished", "signal_type": "furnished",
        "conditions": [{"type": "count", "at_least": 1, "within": "1h"}],
        "actions": [{"type": "delay", "duration": "1h"}]}),
    ("POST", "/v1/signals", {"signal_type": "furnished", "org_id": "furnished"}),
)


class Inquiry:
    def __init__(self, tocsin, seed):
        self.tocsin = tocsin
        self.client = tocsin.client()
        self.memory = {}
        self.chance = random.Random(seed)
        self.tokens = {(tenant, role): token_of(tenant, role) for tenant in ("ours", "theirs") for role in ROLES}
        self.admin = {"Authorization": f"Bearer {self.tokens['ours', 'admin']}"}
        self.document = Document(lambda path: self.client.request("GET", path, **self.admin).expect(200).json)
        maker = Maker(self.document, self.chance, self.memory)
        self.asker = Asker(self.document, maker, Breaker(self.document, maker), self.chance, self.tokens)
        self.answers = collections.defaultdict(collections.Counter)  # by operation, of each status
        self.failures = []
        self.job = None  # of the generator; one is enough

    def run(self, operations, count):
        # In rounds, so that everything meets what the others have left: the makers before the breakers, and
        # what is made first is deleted last.
        deleting = [one for one in operations if one.method == "DELETE"]
        others = [one for one in operations if one.method != "DELETE"]
        operations = sorted(others, key=lambda one: ("POST", "PUT", "GET").index(one.method)) + deleting[::-1]
        rounds = [(operation, self.asker.questions(operation, count)) for operation in operations]
        for _ in range(count):
            self.furnish()
            for operation, questions in rounds:
                self.ask(operation, next(questions))

    def furnish(self):
        for method, path, body in FURNITURE:
            self.client.request(method, path, body, **self.admin).expect(200, 201, 202, 409)
        self._stop_job()
        job = self.client.request("POST", "/v1/alerts/generate", {"mock": True}, **self.admin).expect(202).json
        self.job = job["job_id"]
        self._remember("job_id", self.job)

    def _stop_job(self):
        if self.job:
            path = f"/v1/alerts/generate/stop?job_id={self.job}"
            self.client.request("POST", path, **self.admin).expect(200, 400)
            self._forget(path)

    def ask(self, operation, question):
        try:
            answer = self._send(question)
        except (OSError, http.client.HTTPException) as error:
            return self._fail(operation, question, [f"no answer: {error!r}"], None)
        self.answers[operation.name][answer.status] += 1
        wrong = faults(self.document, operation, question, answer)
        if wrong:
            self._fail(operation, question, wrong, answer)
        if question.headers.get("Authorization") != self.admin["Authorization"]:
            return
        if answer.status == 404 or operation.method == "DELETE" and answer.status < 300:
            self._forget(question.path)
        elif answer.status < 300 and operation.path.startswith("/v1/"):
            self._learn(operation, answer)

    def unanswered(self, operations):
        """Those that never did what they are for, with the answers that they gave."""
        return {one.name: dict(self.answers[one.name]) for one in operations
                if not any(status < 300 for status in self.answers[one.name])}

    def _send(self, question):
        return self.client.request(question.method, question.path,
                                   *([] if question.body is None else [question.body]), **question.headers)

    def _fail(self, operation, question, wrong, answer):
        self.failures.append(operation.name)
        if len(self.failures) <= FAULTS_SHOWN:
            print(f"\n{operation.name}, {question.how}:", *wrong[:5], sep="\n  ")
            print(f"  {curl(self.tocsin.address, question)}\n  -> {answer}", flush=True)

    def _learn(self, operation, answer):
        """Remembers what things are called, and stops what would go on for a day."""
        if not answer.headers.get("content-type", "").startswith("application/json"):
            return
        things = [thing for thing in _objects(answer.json) if thing.get("status") not in ("cancelled", "completed")]
        for thing in things:
            names = {name: value for name, value in thing.items()
                     if isinstance(value, str) and MEMORABLE.search(name)}
            for name, value in names.items():
                self._remember({"id": operation.collection + "_id", "next_cursor": "cursor"}.get(name, name), value)
            own = next(iter(names.values()), None)  # it comes first
            if "version" in thing:
                self.asker.versions[own] = thing["version"]
            if own and operation.is_plain and thing in _entries(answer.json):
                self._remember(operation.collection, own)
        if operation.name == "generate_alerts":
            self._stop_job()
            self.job = answer.json["job_id"]

    def _forget(self, path):
        """What a path names, for it is gone."""
        named = {unquote(word) for word in re.split("[/?&=]", path)}
        for known in self.memory.values():
            known[:] = [value for value in known if value not in named]

    def _remember(self, name, value):
        known = self.memory.setdefault(name, [])
        if value not in known:
            known.append(value)
            del known[:-REMEMBERED]


def _objects(value):
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _objects(one)


def _entries(value):
    """What an answer is about: itself, or what it lists."""
    if isinstance(value, list):
        return value
    lists = [one for one in value.values() if isinstance(one, list)]
    return [value, *(lists[0] if lists else ())]


def arguments():
    parser = argparse.ArgumentParser(prog="tests/api", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=100, help="of each operation")
    parser.add_argument("--only", help="one operation, by its operationId")
    return parser.parse_args()


def main():
    asked = arguments()
    with Tocsin(CONFIGURATION) as tocsin:
        inquiry = Inquiry(tocsin, asked.seed)
        operations = [one for one in inquiry.document.operations if asked.only in (None, one.name)]
        inquiry.run(operations, asked.requests)
        still_there = tocsin.is_running() and inquiry.client.request("GET", "/readyz").status == 200
        stopped = tocsin.stop() if tocsin.is_running() else tocsin.process.returncode
        idle = inquiry.unanswered(operations)
        total = sum(map(sum, (counts.values() for counts in inquiry.answers.values())))

    if inquiry.failures:
        print("failures by operation:", dict(collections.Counter(inquiry.failures)))
        print(f"again: python3 tests/api --seed {asked.seed} --requests {asked.requests}")
    if not still_there or stopped != 0:
        print(f"it ended with {stopped}:\n{tocsin.log_tail()}")
    if idle:
        print("refused or not found each time:", *(f"\n  {name}: {statuses}" for name, statuses in idle.items()))
    least = len(operations) * DONE_LEAST // 100
    print(f"prove: API operations {len(operations)}, asked {asked.requests} times each (>= 100), "
          f"done at least once {len(operations) - len(idle)} (>= {least})")
    print(f"prove: API requests {total:,}, answers that the document does not promise "
          f"{len(inquiry.failures)} (0), seed {asked.seed}")
    too_idle = asked.requests >= 100 and len(operations) - len(idle) < least
    return 1 if inquiry.failures or too_idle or not still_there or stopped != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
