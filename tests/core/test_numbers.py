"""How numbers stand in templates: keys as they are, decimals with the Indonesian comma."""

from decimal import Decimal

from django.template import Context, Template


def test_a_key_above_a_thousand_stays_what_it_is():
    page = Template('<option value="{{ key }}">').render(Context({"key": 12345}))

    assert page == '<option value="12345">'


def test_decimals_have_a_comma():
    assert Template("{{ score|floatformat:2 }}").render(Context({"score": Decimal("85.5")})) == (
        "85,50"
    )
