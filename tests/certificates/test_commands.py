"""Commands of documents: what other programs read, and the check of every file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from certificates.services.designs import prepare_designs
from certificates.services.issuing import issue
from tests.certificates.awards import make_award

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_certificates_as_json_has_the_promised_keys(issued):
    waiting = issue(award=make_award(2, collection="lain"), by=None)

    rows = json.loads(run("certificates", "--format", "json"))

    assert rows == [
        {
            "number": issued.number,
            "code": issued.code,
            "name": issued.name,
            "cohort": "angkatan-xxi-2019",
            "state": "issued",
            "file": issued.file.path,
            "sha256": issued.sha256,
            "pages": 2,
            "issued_at": issued.issued_at.isoformat(),
        },
        {
            "number": waiting.number,
            "code": waiting.code,
            "name": waiting.name,
            "cohort": "lain",
            "state": "pending",
            "file": None,
            "sha256": None,
            "pages": None,
            "issued_at": None,
        },
    ]
    assert Path(rows[0]["file"]).is_absolute()
    listed = json.loads(run("certificates", "--cohort", "lain", "--format", "json"))
    assert [row["code"] for row in listed] == [waiting.code]


def test_certificates_as_table_names_each(issued):
    row, total = run("certificates").splitlines()

    assert row.split("  ") == [
        issued.number,
        issued.code,
        issued.name,
        "angkatan-xxi-2019",
        "issued",
        "2",
        issued.issued_at.isoformat(),
    ]
    assert total == "1 sertifikat"


def test_certificates_refuses_an_unknown_format():
    with pytest.raises(CommandError):
        run("certificates", "--format", "xml")


@pytest.mark.parametrize("count", [1, 3])
def test_certificates_takes_one_query(design, django_assert_num_queries, count):
    for number in range(count):
        issue(award=make_award(number), by=None)
    with django_assert_num_queries(1):
        run("certificates", "--format", "json")


def test_check_certificates_agrees_with_untouched_files(issued):
    assert run("check_certificates") == "1 berkas cocok\n"


def test_check_certificates_names_what_differs(issued, capsys):
    Path(issued.file.path).write_bytes(b"something else")

    with pytest.raises(SystemExit) as exit_:
        call_command("check_certificates")

    output = capsys.readouterr()
    assert exit_.value.code == 1
    assert output.out == f"{issued.number}  {issued.code}  file changed\n"
    assert output.err == "1 sertifikat berbeda\n"


def test_prepare_designs_twice_changes_nothing(design):
    design.title = "Judul pilihan penyelenggara"
    design.save()

    assert prepare_designs() == design
    assert prepare_designs().title == "Judul pilihan penyelenggara"


def test_prepare_designs_leaves_a_retired_design_alone(design):
    design.is_current = False
    design.save()

    assert prepare_designs() == design
