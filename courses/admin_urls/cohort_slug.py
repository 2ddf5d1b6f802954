"""How the address of a cohort looks below /admin/angkatan/, where lists and forms live as well."""

from django.urls import register_converter
from django.urls.converters import SlugConverter


class CohortSlugConverter(SlugConverter):
    """Addresses of cohorts; the list and its forms share the same folder."""

    regex = "angkatan-[a-z0-9-]+"


register_converter(CohortSlugConverter, "cohort")

# The first part of every page of one cohort.
COHORT = "<cohort:slug>"
