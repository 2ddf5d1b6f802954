"""The key in a private calendar address: nobody guesses it, and the database does not hold it."""

import base64
import datetime as dt
import hashlib
import hmac

# Without padding: what 32 bytes take in an address.
KEY_LENGTH = 43


def calendar_key(
    *, secret: str, user_id: int, cohort_id: int | None, created_at: dt.datetime
) -> str:
    """Derive the key of an address, so that its owner can read it again on another device.

    Who knows the database without the secret of the site cannot; a new moment makes a new key.
    """
    facts = f"{user_id}:{cohort_id or ''}:{created_at.astimezone(dt.UTC).isoformat()}"
    purpose = hashlib.sha256(b"courses.calendar:" + secret.encode()).digest()
    digest = hmac.new(purpose, facts.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def key_digest(key: str) -> str:
    """Return what is stored of a key and looked up."""
    return hashlib.sha256(key.encode()).hexdigest()
