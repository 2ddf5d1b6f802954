"""Keeps the keys of personal addresses out of the logs: whoever reads a log must not get in."""

import logging
import re

# A mentor's page and a calendar feed are opened by what stands in their address.
_KEY = re.compile(r"(/(?:mentor|kalender)/)[\w-]{20,}")


class HideKeys(logging.Filter):
    """Writes an ellipsis where an address holds a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _KEY.search(message):
            record.msg, record.args = _KEY.sub(r"\1…", message), None
        return True
