"""Forms for scoring: what a rater looks at, item by item, each with its weight."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

MAX_WEIGHT = 100


class ScoringForm(ClusterableModel):
    """A form the institute keeps; no regulation's items are known, so none are shipped as such."""

    title = models.CharField(_("title"), max_length=150, unique=True)
    component = models.CharField(
        _("code of the component"),
        max_length=20,
        blank=True,
        help_text=_("For which component it is meant, such as SP or RA; empty: for any."),
    )
    guidance = models.TextField(_("guidance for raters"), blank=True)
    # The default is nobody's official form; whoever scores with it is told so.
    is_neutral = models.BooleanField(
        _("neutral default"),
        default=False,
        help_text=_("Marked everywhere as a stopgap until the institute puts its own items in."),
    )
    is_active = models.BooleanField(_("offered for new components"), default=True)

    class Meta:
        verbose_name = _("scoring form")
        verbose_name_plural = _("scoring forms")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ScoringItem(Orderable):
    """One thing a rater scores from 0 to 100."""

    form = ParentalKey(ScoringForm, on_delete=models.CASCADE, related_name="items")
    label = models.CharField(_("item"), max_length=150)
    description = models.TextField(_("what to look at"), blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_WEIGHT)],
        help_text=_("Against the other items of the form; equal numbers count equally."),
    )

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gte=1) & models.Q(weight__lte=MAX_WEIGHT),
                name="scoringitem_weight",
            )
        ]

    def __str__(self) -> str:
        return self.label
