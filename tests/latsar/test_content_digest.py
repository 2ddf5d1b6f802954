"""Whether a page was touched, and what a load does with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latsar.domain.content_digest import Action, content_digest, decide

FILE, NEW_FILE, PAGE, EDITED = "file", "new file", "page", "edited"


@pytest.mark.parametrize(
    ("file_digest", "stored", "written", "current", "action"),
    [
        (FILE, None, None, set(), Action.CREATE),
        (FILE, FILE, PAGE, {PAGE}, Action.UNCHANGED),
        (NEW_FILE, FILE, PAGE, {PAGE}, Action.UPDATE),
        (FILE, FILE, PAGE, {EDITED}, Action.KEEP_TOUCHED),
        (NEW_FILE, FILE, PAGE, {EDITED}, Action.KEEP_TOUCHED),
        # Published untouched, but a draft waits; or a touched page whose draft went back.
        (NEW_FILE, FILE, PAGE, {PAGE, EDITED}, Action.KEEP_TOUCHED),
        (NEW_FILE, FILE, PAGE, {PAGE, NEW_FILE}, Action.KEEP_TOUCHED),
        # The author's edit arrived in the package word for word.
        (NEW_FILE, FILE, PAGE, {NEW_FILE}, Action.ADOPT),
        # An edit taken back to what the file has said all along.
        (FILE, FILE, PAGE, {FILE}, Action.ADOPT),
        # A page that nobody can read is never overwritten.
        (NEW_FILE, FILE, PAGE, set(), Action.KEEP_TOUCHED),
    ],
)
def test_decide(file_digest, stored, written, current, action):
    assert (
        decide(
            file_digest=file_digest,
            stored_file_digest=stored,
            written_digest=written,
            current_digests=frozenset(current),
        )
        == action
    )


@given(
    file_digest=st.sampled_from("abc"),
    stored=st.sampled_from("abc"),
    written=st.sampled_from("abc"),
    current=st.frozensets(st.sampled_from("abc"), max_size=2),
)
def test_decide_writes_only_over_what_the_package_wrote(file_digest, stored, written, current):
    action = decide(
        file_digest=file_digest,
        stored_file_digest=stored,
        written_digest=written,
        current_digests=current,
    )

    assert (action == Action.UPDATE) == (current == {written} and file_digest != stored)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"title": "Konsep"}, {"title": "Konsep baru"}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        (
            {"body": [{"type": "text", "value": "<p>A</p>"}]},
            {"body": [{"type": "text", "value": '<p data-block-key="x1">A</p>', "id": "9"}]},
            True,
        ),
        ({"body": ["a<br>b"]}, {"body": ["a<br/>b"]}, True),
        # Only blocks have ids of the editor; elsewhere an id is content.
        ({"body": [{"id": "1"}]}, {"body": [{"id": "2"}]}, False),
        ({"body": [{"type": "a", "value": 1}]}, {"body": [{"type": "b", "value": 1}]}, False),
    ],
)
def test_content_digest_sees_content_only(one, other, same):
    assert (content_digest(one) == content_digest(other)) is same
