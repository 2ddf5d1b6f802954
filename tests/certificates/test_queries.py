"""Reads of documents."""

from pathlib import Path

import pytest

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.queries.certificates import (
    NO_CERTIFICATES,
    CollectionCounts,
    certificate_by_code,
    certificate_by_uuid,
    certificates_of,
    counts_by_collection,
    issued_list,
)
from certificates.queries.files import (
    CHANGED,
    MISSING,
    WITHOUT_FILE,
    Difference,
    StoredFileProblem,
    differences,
    stored_bytes,
    stored_path,
)
from certificates.services.issuing import issue, issue_all
from tests.certificates.awards import make_award, make_awards

pytestmark = pytest.mark.django_db


def test_counts_by_collection_tells_states_apart(issued, django_assert_num_queries):
    issue_all(awards=[make_award(2), make_award(3, collection="lain")], by=None)
    Certificate.objects.filter(cause="enrolment:3").update(state=CertificateState.FAILED)

    with django_assert_num_queries(1):
        counts = counts_by_collection()

    assert counts == {
        "angkatan-xxi-2019": CollectionCounts(total=2, pending=1, failed=0, issued=1),
        "lain": CollectionCounts(total=1, pending=0, failed=1, issued=0),
    }
    assert counts_by_collection(["lain", "kosong"]).get("kosong", NO_CERTIFICATES) == (
        CollectionCounts(total=0, pending=0, failed=0, issued=0)
    )
    assert list(counts_by_collection(["lain"])) == ["lain"]


@pytest.mark.parametrize("count", [1, 3])
def test_counts_by_collection_takes_one_query(design, django_assert_num_queries, count):
    issue_all(awards=[make_award(n, collection=f"angkatan-{n}") for n in range(count)], by=None)
    with django_assert_num_queries(1):
        assert len(counts_by_collection()) == count


def test_lookups_find_the_certificate_and_nothing_else(pending, owner):
    other = issue(award=make_award(2, collection="lain"), by=None)

    assert certificate_by_code(pending.code.lower()) == pending
    assert certificate_by_code("0000-0000-0000-0") is None
    assert certificate_by_uuid(pending.uuid) == pending
    assert list(certificates_of(owner.pk)) == [pending]
    assert list(issued_list()) == [pending, other]
    assert list(issued_list("lain")) == [other]


def test_stored_bytes_are_those_that_were_issued(issued):
    assert stored_bytes(issued).startswith(b"%PDF")
    assert stored_path(issued) == issued.file.path


@pytest.mark.parametrize("reason", [CHANGED, MISSING])
def test_a_file_that_differs_is_refused_and_named(issued, reason):
    path = Path(issued.file.path)
    if reason == CHANGED:
        path.write_bytes(path.read_bytes() + b"\n")
    else:
        path.unlink()

    with pytest.raises(StoredFileProblem) as problem:
        stored_bytes(issued)

    assert problem.value.reason == reason
    assert list(differences()) == [Difference(issued.number, issued.code, reason)]


def test_an_owed_certificate_with_a_digest_is_named(pending):
    assert list(differences()) == []
    Certificate.objects.update(sha256="0" * 64)
    assert list(differences()) == [Difference(pending.number, pending.code, WITHOUT_FILE)]


def test_stored_path_is_unknown_without_a_file(pending):
    assert stored_path(pending) is None


def test_stored_path_is_unknown_where_storage_is_elsewhere(issued, monkeypatch):

    def elsewhere(_name):
        raise NotImplementedError

    monkeypatch.setattr(issued.file.storage, "path", elsewhere)
    assert stored_path(issued) is None


@pytest.mark.parametrize("count", [1, 3])
def test_differences_take_two_queries(design, django_assert_num_queries, count):
    issue_all(awards=make_awards(count), by=None)
    with django_assert_num_queries(2):
        assert list(differences()) == []
