"""Whether an answer is one that the document promises, and how to ask for it again."""

import base64
import json
import shlex
import tempfile


def faults(document, operation, question, answer):
    """What is wrong with an answer; nothing, as a rule."""
    status = answer.status
    documented = {} if question.only else operation.responses
    if status >= 500:
        return [f"{status}"]
    if question.must_fail and status < 400:
        return [f"{status}, although the schema refuses it"]
    if status not in documented and status not in question.allowed:
        return [f"{status} is not documented"]
    return _body_faults(document, operation.responses.get(status), answer)


def _body_faults(document, response, answer):
    content = None if response is None else response.get("content", {})
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if content is None:  # no operation's answer, and so a problem
        content = {"application/problem+json": {"schema": {"$ref": "/schemas/problem.json"}}}
    if not content:
        return [f"a body where none is documented: {answer.body[:200]}"] if answer.body else []
    if kind not in content:
        return [f"the content type {kind!r} is not documented"]
    if not kind.endswith("json"):
        return []
    try:
        value = json.loads(answer.body.decode(), parse_constant=_no_json)
    except ValueError as error:
        return [f"no JSON: {error}"]
    return document.faults(value, content[kind]["schema"])


def _no_json(word):
    raise ValueError(word)


def curl(address, question):
    """The same as a command."""
    words = ["curl", "-i", "--path-as-is", "-X", question.method]
    for name, text in question.headers.items():
        words += ["-H", f"{name}: {text}"]
    words.append(f"http://{address[0]}:{address[1]}{question.path}")
    if question.body is None:
        return shlex.join(words)
    if len(question.body) > 4096:
        with tempfile.NamedTemporaryFile(prefix="tocsin-api-", suffix=".body", delete=False) as kept:
            kept.write(question.body)
        return shlex.join([*words, "--data-binary", f"@{kept.name}"])
    if question.body.isascii() and question.body.decode().isprintable():
        return shlex.join([*words, "--data-binary", question.body.decode()])
    text = base64.b64encode(question.body).decode()
    return f"base64 -d <<< {text} | {shlex.join([*words, '--data-binary', '@-'])}"
