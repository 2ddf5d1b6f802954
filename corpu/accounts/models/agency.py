"""Agencies that send people, with both code systems and the names they are known by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.accounts.enums import AgencyLevel


class Agency(models.Model):
    """A government body; names change, codes and identity stay."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=80, unique=True)
    level = models.CharField(_("level"), max_length=12, choices=AgencyLevel)
    kemendagri_code = models.CharField(
        _("Kemendagri code"), max_length=13, unique=True, null=True, blank=True
    )
    siasn_code = models.CharField(
        _("SIASN code"), max_length=12, unique=True, null=True, blank=True
    )
    address = models.CharField(_("address"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["kemendagri_code", "name"]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another way a spreadsheet writes an agency's name, normalised; it names one agency only."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    normalised = models.CharField(_("alias"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("agency alias")
        verbose_name_plural = _("agency aliases")

    def __str__(self) -> str:
        return self.normalised
