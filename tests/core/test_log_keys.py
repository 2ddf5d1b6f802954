"""Logs do not betray the keys of personal addresses."""

import logging

import pytest

from corpu.core.log_keys import HideKeys

KEY = "w8SplvzF99GMX18c83mkbUovIqxogn5t6gkIPFC_Fgc"
LINES = [
    (("Gone: %s", f"/mentor/{KEY}/baru/"), "Gone: /mentor/…/baru/"),
    (("Not Found: %s", f"/kalender/{KEY}.ics"), "Not Found: /kalender/….ics"),
    (("Not Found: %s", "/mentor/"), "Not Found: /mentor/"),
    (("Not Found: %s", "/belajar/"), "Not Found: /belajar/"),
]


@pytest.mark.parametrize(("said", "written"), LINES)
def test_keys_are_hidden(said, written):
    text, path = said
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, text, (path,), None)

    assert HideKeys().filter(record)
    assert record.getMessage() == written
