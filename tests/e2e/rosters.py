"""Spreadsheets as agencies send them, with people whom nobody has met before."""

import io
import secrets

import openpyxl

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = [
    *("nama", "no_identitas", "jenis_kelamin", "tempat_lahir", "tgl_lahir", "email"),
    *("gol", "pangkat", "jabatan", "Instansi"),
]


def newcomer(name, *, nip=None):
    """One row; the NIP is a fresh one unless a wrong one is wanted."""
    serial = secrets.randbelow(28 * 12 * 900)
    month, day, number = serial % 12 + 1, serial // 12 % 28 + 1, serial // 336 + 100
    return [
        *(name, nip or f"1990{month:02}{day:02}2019031{number}", "Pria", "Serang"),
        *(f"{day:02}-{month:02}-1990", f"{secrets.token_hex(6)}@contoh.example"),
        *("III/a", "Penata Muda", "Auditor Ahli Pertama", "Kota Serang"),
    ]


def roster(*rows):
    """A workbook of these rows, as a browser uploads it."""
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return {"name": "peserta.xlsx", "mimeType": XLSX, "buffer": target.getvalue()}
