"""Prepares an installation for its first document: a design and somebody who signs."""

from django.db import transaction

from certificates.domain.numbers import check_template
from certificates.enums import DocumentKind
from certificates.models import Design, Signatory

LATSAR_NUMBER = "{serial:04d}/LATSAR/BPSDM/{roman_month}/{year}"


@transaction.atomic
def prepare_designs() -> Design:
    """Make sure that documents of the Latsar kind can be issued; what exists is left as it is.

    The signatory is openly a placeholder: nobody is made to sign who has not been asked.
    """
    design = Design.objects.filter(kind=DocumentKind.LATSAR, is_current=True).first()
    if design is None:
        check_template(LATSAR_NUMBER)
        design, _created = Design.objects.get_or_create(
            key="latsar",
            version=1,
            defaults={
                "kind": DocumentKind.LATSAR,
                "name": "Sertifikat Latsar CPNS",
                "title": "Sertifikat Pelatihan",
                "statement": "telah menyelesaikan seluruh pembelajaran",
                "number_template": LATSAR_NUMBER,
            },
        )
    if not Signatory.objects.filter(is_current=True).exists():
        Signatory.objects.create(
            name="Nama Kepala BPSDM (contoh)",
            position="Kepala BPSDM Provinsi Banten",
            city="Pandeglang",
        )
    return design
