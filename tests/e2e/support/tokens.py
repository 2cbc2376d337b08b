"""Tokens that a configuration can name."""

import hashlib


def token_of(tenant, role):
    return f"the-token-of-{tenant}-{role}"


def token_entry(tenant, role):
    digest = hashlib.sha256(token_of(tenant, role).encode()).hexdigest()
    return f'  - {{name: {tenant}-{role}, tenant: {tenant}, role: {role}, sha256: "{digest}"}}\n'
