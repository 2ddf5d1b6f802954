"""The key in a mentor's link: random, and stored only as its digest."""

import hashlib
import secrets

# 32 bytes are 256 bits; nobody guesses one, so a plain digest is enough.
KEY_BYTES = 32


def new_key() -> str:
    """Return a fresh key as it stands in the address."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_digest(key: str) -> str:
    """Return what is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
