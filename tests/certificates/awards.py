"""Awards as the rooms above would hand them over."""

import datetime as dt

from certificates.domain.award import Award, Subject

SUBJECTS = (
    Subject("Agenda II – Nilai-Nilai Dasar PNS", "Akuntabilitas", 9),
    Subject("Agenda II – Nilai-Nilai Dasar PNS", "Etika Publik", None),
    Subject("Agenda III – Kedudukan dan Peran PNS", "Whole of Government", 6),
)


def make_award(number=1, **facts):
    """The award of the `number`-th person of the cohort."""
    return Award(
        **{
            "cause": f"enrolment:{number}",
            "kind": "latsar",
            "collection": "angkatan-xxi-2019",
            "recipient_id": None,
            "name": f"Siti Contoh Nomor {number}, S.E.",
            "nip": f"199001012019032{number:03d}",
            "birth_place": "Serang",
            "birth_date": dt.date(1990, 1, 1),
            "rank": "Penata Muda (III/a)",
            "post": "Analis Kebijakan Ahli Pertama",
            "agency": "Pemerintah Kabupaten Lebak",
            "programme": "Latsar CPNS Golongan III",
            "regulation": "Peraturan LAN Nomor 12 Tahun 2018",
            "cohort": "Angkatan XXI Tahun 2019",
            "place": "Kampus BPSDM Provinsi Banten, Pandeglang",
            "starts_on": dt.date(2019, 5, 2),
            "ends_on": dt.date(2019, 6, 20),
            "completed_on": dt.date(2019, 6, 19),
            "jp": 511,
            "subjects": SUBJECTS,
            **facts,
        }
    )


def make_awards(count):
    return [make_award(number) for number in range(1, count + 1)]
