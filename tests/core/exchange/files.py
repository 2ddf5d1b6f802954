"""Builds small spreadsheet files for tests, with cells stored exactly as told."""

import io

from openpyxl import Workbook


def xlsx(rows, *, before=(), formats=None):
    """A workbook of `rows`; `formats` maps (row, column) to a number format."""
    workbook = Workbook()
    for title, state in before:
        workbook.create_sheet(title, 0).sheet_state = state
    sheet = workbook.worksheets[-1]
    workbook.active = len(workbook.worksheets) - 1
    for row in rows:
        sheet.append(list(row))
    for (row, column), number_format in (formats or {}).items():
        sheet.cell(row, column).number_format = number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def csv_text(rows, separator=";"):
    return "\r\n".join(separator.join(row) for row in rows) + "\r\n"
