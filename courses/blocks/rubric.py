"""The rubric of an assignment: criteria, each with levels that say what earns how many points."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LevelBlock(blocks.StructBlock):
    """One level of a criterion."""

    label = blocks.CharBlock(max_length=60, label=_("level"))
    points = blocks.IntegerBlock(min_value=0, max_value=100, label=_("points"))
    description = blocks.TextBlock(max_length=500, label=_("what the work shows at this level"))

    class Meta:
        # Levels are called alike in every criterion; folded, each says what it asks.
        label_format = "{label} ({points}): {description}"


class CriterionBlock(blocks.StructBlock):
    """One thing the work is judged by, with its levels from best to least."""

    title = blocks.CharBlock(max_length=120, label=_("criterion"))
    levels = blocks.ListBlock(LevelBlock(), min_num=2, max_num=6, label=_("levels"))

    class Meta:
        icon = "list-ol"
        label = _("Criterion")
        description = _("Something the work is judged by, and what each level of it looks like.")
        preview_template = "courses/blocks/preview/criterion.html"

    def get_preview_value(self) -> Any:
        """Return a criterion with two levels, in the reader's language."""
        return self.to_python(
            {
                "title": gettext("Names the offices that take part"),
                "levels": [
                    {
                        "label": gettext("complete"),
                        "points": 10,
                        "description": gettext("All offices, each with what it contributes."),
                    },
                    {
                        "label": gettext("begun"),
                        "points": 4,
                        "description": gettext("Some offices, without what they contribute."),
                    },
                ],
            }
        )


class RubricBody(blocks.StreamBlock):
    """All criteria of a rubric."""

    criterion = CriterionBlock()
