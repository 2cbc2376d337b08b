"""Tokens that a configuration can name, and what is told with them."""

import hashlib

from .scenario import Scenario

ROLES = ("admin", "responder", "viewer", "ingest")


def token_of(tenant, role):
    return f"the-token-of-{tenant}-{role}"


def token_entry(tenant, role):
    digest = hashlib.sha256(token_of(tenant, role).encode()).hexdigest()
    return f'  - {{name: {tenant}-{role}, tenant: {tenant}, role: {role}, sha256: "{digest}"}}\n'


class TokenScenario(Scenario):
    @classmethod
    def configuration(cls):
        return "tokens:\n" + "".join(token_entry(tenant, role)
                                     for tenant in ("ours", "theirs") for role in ROLES)

    def setUp(self):
        super().setUp()
        self.client = self.as_role("admin")

    def as_role(self, role, tenant="ours"):
        return self.as_token(token_of(tenant, role))

    def as_token(self, token):
        client = self.tocsin.client(token)
        self.addCleanup(client.close)
        return client
