"""What the tests of check-in share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    """Tries are counted per person in the cache, which outlives a test."""
    cache.clear()
