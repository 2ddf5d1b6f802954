"""Under which heading of the catalogue a course stands, told by the first part of its code."""

AGENDAS = {
    "A0": "Orientasi dan Pengarahan",
    "A1": "Sikap Perilaku Bela Negara",
    "A2": "Nilai-Nilai Dasar PNS",
    "A3": "Kedudukan dan Peran PNS",
    "A4": "Habituasi",
    "AT": "Penguatan Kompetensi Teknis Bidang Tugas",
}
OTHER = "Lainnya"
LABELS = (*AGENDAS.values(), OTHER)


def agenda_label(code: str) -> str:
    """The heading for a code such as *A3-WOG*; codes without a known first part are *Lainnya*."""
    return AGENDAS.get(code.upper().split("-", maxsplit=1)[0], OTHER)
