"""The one door to WeasyPrint: certificates and other papers, from their HTML to the bytes of a PDF.

The same facts give the same bytes. Nothing is fetched: fonts come from installed packages, all
else is in the HTML itself. The wording on the paper belongs to its design and is Indonesian.
"""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import font_source_sans_pro
import font_source_serif_pro
import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates.domain import ornament
from certificates.domain.award import Subject
from certificates.domain.paper import (
    facts_step,
    has_unconfirmed,
    lay_out,
    name_step,
    nip_printed,
)
from certificates.domain.words import date_words, number_words, period_words
from certificates.models import Certificate
from certificates.queries.addresses import verification_address

# Its progress, line by line, says nothing that the certificate's state does not.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

FONT_SCHEME = "font:"
FONTS = {
    path.name: path
    for package in (font_source_sans_pro, font_source_serif_pro)
    for path in Path(package.font_directory).glob("*.otf")
}
# The frame of honour on A4 across, in millimetres.
FRAME_WIDTH, FRAME_HEIGHT, BAND = 277, 173, 8


class ForbiddenAddress(FatalURLFetchingError):
    """The paper asked for something that is neither its own nor a packaged font."""


class PaperFetcher(URLFetcher):
    """Hands out packaged fonts by name and refuses everything else: no network, no other file."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        font = FONTS.get(url.removeprefix(FONT_SCHEME)) if url.startswith(FONT_SCHEME) else None
        if font is None:
            _refuse(url)
        return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/otf"})


def _refuse(url: str) -> NoReturn:
    raise ForbiddenAddress(f"the paper may not fetch {url[:80]}")


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the two pages of a certificate."""
    return html_pdf(render_to_string("certificates/paper/certificate.html", _facts(certificate)))


def document_pdf(html: str) -> bytes:
    """Return the PDF of a working paper, A4 upright, in the plain style of document.css."""
    return html_pdf(html, style="certificates/paper/document.css")


def html_pdf(html: str, *, style: str = "certificates/paper/paper.css") -> bytes:
    """Return the PDF of one of our HTML papers."""
    stylesheet, fonts = _style(style)
    document = HTML(string=html, base_url="paper:/", url_fetcher=PaperFetcher())
    pdf: bytes = document.write_pdf(stylesheets=[stylesheet], font_config=fonts)
    return pdf


@lru_cache(maxsize=4)
def _style(template: str) -> tuple[CSS, FontConfiguration]:
    """Read style and fonts once per process; they are the dearest part of a short document."""
    fonts = FontConfiguration()
    text = render_to_string(template)
    return CSS(string=text, font_config=fonts, url_fetcher=PaperFetcher()), fonts


def _facts(certificate: Certificate) -> dict[str, Any]:
    subjects = tuple(Subject(**subject) for subject in certificate.subjects)
    birth = ", ".join(
        part
        for part in (
            certificate.birth_place,
            date_words(certificate.birth_date) if certificate.birth_date else "",
        )
        if part
    )
    period = period_words(certificate.starts_on, certificate.ends_on)
    return {
        "certificate": certificate,
        "design": certificate.design,
        "name_step": name_step(certificate.name),
        "facts_step": facts_step(
            certificate.rank,
            certificate.post,
            certificate.agency,
            certificate.programme,
            certificate.cohort,
            certificate.place,
            certificate.regulation,
        ),
        "nip": nip_printed(certificate.nip),
        "birth": birth,
        "period": period,
        "jp_words": number_words(certificate.jp) if certificate.jp is not None else "",
        "issued_on": date_words(certificate.issued_on),
        "completed_on": date_words(certificate.completed_on),
        "signatory_nip": nip_printed(certificate.signatory_nip),
        "table": lay_out(subjects),
        "has_unconfirmed": has_unconfirmed(subjects),
        "ornament": _ornament(),
        "qr": _qr(verification_address(certificate.code)),
    }


def _qr(address: str) -> SafeString:
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        border=0, omitsize=True, dark="#14213d", lineclass=None, svgclass="qr"
    )
    return mark_safe(drawing)  # noqa: S308  drawn by segno from an address, no markup of others


@lru_cache(maxsize=1)
def _ornament() -> dict[str, Any]:
    """Draw the ornaments once per process."""
    across, down = FRAME_WIDTH - 2 * BAND, FRAME_HEIGHT - 2 * BAND
    return {
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
        "band": BAND,
        "right": FRAME_WIDTH - BAND,
        "bottom": FRAME_HEIGHT - BAND,
        "across": ornament.lattice_band(across, BAND, 45),
        "down": ornament.lattice_band(down, BAND, 27),
        "rosette": [
            ornament.rosette(radius, petals=petals, depth=depth, turns=turns)
            for radius, petals, depth, turns in (
                (49, 44, 0.1, 5),
                (39, 34, 0.14, 5),
                (28, 23, 0.22, 4),
            )
        ],
        "seal": ornament.rosette(15, petals=31, depth=0.12, turns=3),
    }
