"""Words that Wagtail's Indonesian catalogue has, but other ones than the rest of the site uses."""

from django.utils.translation import gettext_noop as _

BETTER_WORDS = (
    _("draft"),
    _("Publish"),
    _("Unpublish"),
    _("Yes, unpublish it"),
    _("No, don't unpublish"),
    _("Are you sure you want to unpublish this page?"),
    _("Publishing…"),
    _("Live"),
    _("live"),
    _("live + draft"),
    _("View live"),
    _("Live version"),
    _("Compare with live version"),
    _("View draft"),
    _("Page '%(page_title)s' created and published."),
    _("Page '%(page_title)s' has been published."),
    _("Page '%(page_title)s' unpublished."),
    _("This page is live. Would you like to publish its copy as well?"),
    _("Publish copies"),
    _("Promote"),
    _("Choose a document"),
    _("Choose an image"),
)
