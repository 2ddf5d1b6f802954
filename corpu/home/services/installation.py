"""Prepares an installation: page tree, agencies, roles, document designs, curricula."""

from dataclasses import dataclass

from certificates.services.designs import prepare_designs
from corpu.accounts.services.agencies import load_agencies
from corpu.accounts.services.roles import prepare_roles
from corpu.home.services.site import prepare_tree
from courses.models import CataloguePage
from courses.services.review import prepare_review
from latsar.services.curricula import load_curricula
from latsar.services.load_report import LoadReport


@dataclass(frozen=True, slots=True)
class Installation:
    """What was prepared, for the person who called."""

    curricula: LoadReport


def prepare_installation() -> Installation:
    """Bring everything that every installation needs; safe to repeat, overwrites no edits."""
    prepare_tree()
    load_agencies()
    prepare_designs()
    report = load_curricula()
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)
    prepare_review(content_root=catalogue)
    return Installation(curricula=report)
