"""Timetable sheets as organisers make them."""

from corpu.core.exchange.tables import write_csv, write_xlsx

HEADING = ("kode", "tanggal", "mulai", "selesai", "judul", "jp", "kelompok", "ruang", "pengajar")


def line(title="Etika", *, day="06-05-2019", start="08.00", end="10.15", **cells):
    """One row below `HEADING`."""
    return (
        cells.get("code", ""),
        day,
        start,
        end,
        title,
        cells.get("jp", "3"),
        cells.get("group", ""),
        cells.get("room", ""),
        cells.get("teachers", ""),
    )


def sheet(*lines, heading=HEADING):
    """A workbook of these rows."""
    return write_xlsx([heading, *lines])


def text_sheet(*lines, heading=HEADING):
    """The same as CSV."""
    return write_csv([heading, *lines])
