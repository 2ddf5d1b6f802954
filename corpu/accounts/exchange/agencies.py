"""Reads the packaged list of agencies."""

from pathlib import Path

import yaml

from corpu.accounts.domain.agency_names import AgencyData

PACKAGED_LIST = Path(__file__).resolve().parents[1] / "data" / "agencies.yaml"


def read_agencies(path: Path = PACKAGED_LIST) -> list[AgencyData]:
    """Return the agencies of a YAML list, in the file's order."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [AgencyData(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in rows]
