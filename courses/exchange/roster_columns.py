"""Which column of a roster holds what: recognised by its name, in any order."""

import re
from collections.abc import Mapping, Sequence

from corpu.core.exchange.cells import Row, clean
from courses.enums import RosterFault, RosterField

REQUIRED = (RosterField.NAME, RosterField.NIP, RosterField.AGENCY)
# The heading stands somewhere at the top, below titles and letterheads.
SEARCHED_ROWS = 20
# With fewer known names a row is not a heading but a sentence that happens to contain one.
RECOGNISED = 2

# LAN's names first, then what agencies write instead; compared without case and punctuation.
NAMES: Mapping[RosterField, tuple[str, ...]] = {
    RosterField.NAME: (
        *("nama", "nama lengkap", "nama peserta", "nama lengkap dan gelar", "nama gelar"),
        *("nama lengkap dengan gelar", "nama dan gelar", "nama pegawai"),
    ),
    RosterField.NIP: (
        *("no identitas", "nip", "nomor identitas", "nomor induk pegawai", "nip baru"),
        *("nip ni pppk", "ni pppk", "nip nrp", "no nip", "nip 18 digit"),
    ),
    RosterField.SEX: ("jenis kelamin", "jk", "l p", "kelamin", "sex", "gender"),
    RosterField.RELIGION: ("agama",),
    RosterField.BIRTH_PLACE: ("tempat lahir", "tmp lahir", "kota lahir"),
    RosterField.BIRTH_DATE: ("tgl lahir", "tanggal lahir", "tgl lahir dd mm yyyy"),
    RosterField.EMAIL: (
        "email",
        "e mail",
        "surel",
        "alamat email",
        "alamat surel",
        "alamat e mail",
    ),
    RosterField.PHONE: (
        *("no hp telp kantor", "no hp", "nomor hp", "hp", "no telepon", "nomor telepon", "telepon"),
        *("no telp", "telp", "no hp wa", "no wa", "nomor wa", "whatsapp", "no handphone"),
    ),
    RosterField.KIND: ("jenis peserta", "status kepegawaian", "jenis asn", "status pegawai"),
    RosterField.RANK: (
        *("gol", "golongan", "gol ruang", "golongan ruang", "pangkat golongan", "pangkat gol"),
        *("pangkat gol ruang", "pangkat golongan ruang"),
    ),
    RosterField.RANK_NAME: ("pangkat",),
    RosterField.POST: ("jabatan", "nama jabatan", "formasi jabatan"),
    RosterField.AGENCY: (
        *("instansi", "nama instansi", "asal instansi", "instansi asal", "instansi pengirim"),
        *("pemerintah daerah", "asal daerah"),
    ),
}

_FIELD_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_NOT_A_WORD = re.compile(r"[\W_]+")


class RosterError(Exception):
    """The spreadsheet is not a roster; `fault` says why, `parameters` fill its wording."""

    def __init__(self, fault: RosterFault, **parameters: str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label) % self.parameters


def find_columns(rows: Sequence[Row]) -> tuple[int, dict[RosterField, int]]:
    """Find the heading; return how many rows it takes off the list, and each field's position."""
    recognised = [_fields_of(row) for row in rows[:SEARCHED_ROWS]]
    best = max(range(len(recognised)), key=lambda index: len(set(recognised[index].values())))
    columns: dict[RosterField, int] = {}
    for position, field in recognised[best].items():
        if field in columns:
            raise RosterError(RosterFault.TWICE, column=field.value)
        columns[field] = position
    if len(columns) < RECOGNISED:
        raise RosterError(RosterFault.NO_HEADING, columns=_listed(REQUIRED))
    if missing := [field for field in REQUIRED if field not in columns]:
        raise RosterError(RosterFault.MISSING_COLUMNS, columns=_listed(missing))
    return best + 1, columns


def _fields_of(row: Row) -> dict[int, RosterField]:
    names = ((position, _plain(cell.text)) for position, cell in enumerate(row.cells))
    return {position: _FIELD_BY_NAME[name] for position, name in names if name in _FIELD_BY_NAME}


def _plain(text: str) -> str:
    return clean(_NOT_A_WORD.sub(" ", text)).casefold()


def _listed(fields: Sequence[RosterField]) -> str:
    return ", ".join(field.value for field in fields)
