"""LAN's participant sheet, built for tests with any cell replaced."""

from tests.core.exchange.files import xlsx

NIP = "199508172024032001"
HEADING = [
    *("nama", "no_identitas", "jenis_kelamin", "agama", "tempat_lahir", "tgl_lahir", "email"),
    *("no_hp / telp kantor", "jenis_peserta", "gol", "pangkat", "jabatan"),
    *("pola_penyelenggaraan", "sumber_anggaran", "Instansi", "Alamat Instansi"),
]
USUAL = {
    "nama": "Siti Aminah, S.E.",
    "no_identitas": NIP,
    "jenis_kelamin": "Wanita",
    "agama": "Islam",
    "tempat_lahir": "Serang",
    "tgl_lahir": "17-08-1995",
    "email": "siti@contoh.example",
    "no_hp / telp kantor": "081234567890",
    "jenis_peserta": "PNS",
    "gol": "III/a",
    "pangkat": "Penata Muda",
    "jabatan": "Analis Kebijakan Ahli Pertama",
    "Instansi": "Pemerintah Kota Serang",
}


def sheet(*people, formats=None):
    """LAN's sheet with one row per person; each gives what differs from the usual row."""
    rows = [["DATA PESERTA"], HEADING]
    for person in people:
        cells = {**USUAL, **({"pangkat": None} if "gol" in person else {}), **person}
        rows.append([cells.get(name) for name in HEADING])
    return xlsx(rows, formats=formats)


def people(count, **common):
    """Rows of `count` different people."""
    return [
        {
            "nama": f"Orang {number}",
            "no_identitas": f"19950817202403{1 + number // 900}{1 + number % 900:03d}",
            "email": f"orang.{number}@contoh.example",
            "jenis_kelamin": None,
            **common,
        }
        for number in range(count)
    ]
