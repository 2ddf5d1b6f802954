"""What a document looks like, who signs it and how it is numbered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.enums import DocumentKind


class Design(models.Model):
    """One version of one design; a certificate keeps the version it was made with."""

    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title on the paper"), max_length=120)
    statement = models.CharField(_("statement on the paper"), max_length=250)
    number_template = models.CharField(
        _("number template"), max_length=120, help_text=_("Tokens: {serial} {roman_month} {year}")
    )
    is_current = models.BooleanField(_("used for new documents"), default=True)

    class Meta:
        verbose_name = _("design")
        verbose_name_plural = _("designs")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="design_version"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(is_current=True),
                name="design_one_current_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Signatory(models.Model):
    """Whoever signs new documents; what a certificate carries is copied from here at issue."""

    name = models.CharField(_("name with titles"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    position = models.CharField(_("position of the signatory"), max_length=200)
    city = models.CharField(_("place of signing"), max_length=80)
    is_current = models.BooleanField(_("signs new documents"), default=True)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="signatory_one_current",
            )
        ]

    def __str__(self) -> str:
        return self.name


class NumberSequence(models.Model):
    """The last running number given out for one key; the row is locked while the next is taken."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number sequence")
        verbose_name_plural = _("number sequences")

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"
