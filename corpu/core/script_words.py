"""Words that the scripts of Wagtail's admin show and that its own Indonesian catalogue lacks."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# The msgids are Wagtail's, letter by letter; `AdminWords` in `corpu.core.views` hands them over.
SCRIPT_WORDS = (
    _("(New)"),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Actions"),
    _("Add a comment"),
    _("Are you sure?"),
    _("Autosave in progress…"),
    _("Blocks"),
    _("Broken link"),
    _("Cancel"),
    _("Changes have been autosaved."),
    _("Character count:"),
    _("Collapse all"),
    _("Complex"),
    _("Decorative image"),
    _("Delete error"),
    _("Deleting"),
    _("Duplicate"),
    _("Enter your comments..."),
    _("Enter your reply..."),
    _("Error while sending preview data."),
    _("Expand all"),
    _("Fair"),
    _("Focus comment"),
    _("Good"),
    _("Insert a block"),
    _("Main menu"),
    _("Missing document"),
    _("More actions"),
    _("No"),
    _("Pin toolbar"),
    _("Reply"),
    _("Report this error to your website administrator with the following information:"),
    _("Resolve"),
    _("Retry"),
    _("Save error"),
    _("Search options…"),
    _("Split block"),
    _("Toggle section"),
    _("Toggle side panel"),
    _("Toggle sidebar"),
    _("Unfocus comment"),
    _("Unpin toolbar"),
    _("View child pages of '%(title)s'"),
    _("Write something or type ‘/’ to insert a block"),
    _("Yes"),
)
# Singular and plural, and the lazy text that makes the catalogue keep them.
SCRIPT_COUNTS = (
    ("%(num)s error", "%(num)s errors"),
    ("%(num)s min", "%(num)s mins"),
)
_COUNTED = (
    ngettext_lazy("%(num)s error", "%(num)s errors", "num"),
    ngettext_lazy("%(num)s min", "%(num)s mins", "num"),
)
