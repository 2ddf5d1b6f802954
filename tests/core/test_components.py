"""Components and faults: small templates rendered as a page would use them."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from certificates.enums import CertificateState
from corpu.core.templatetags.corpu import STATES
from courses.enums import CohortState, EnrolmentState, RowVerdict


def render(source, **context):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    template = engines["django"].from_string(CottonCompiler().process(source))
    return " ".join(template.render(context, request).split())


class Sheet(forms.Form):
    email = forms.EmailField(label="Surel", help_text="Untuk undangan.")
    note = forms.CharField(label="Catatan", required=False)
    agree = forms.BooleanField(label="Sudah diperiksa")
    way = forms.ChoiceField(label="Cara", choices=[("a", "Satu")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        (member.value, str(member.label))
        for states in (CohortState, EnrolmentState, RowVerdict, CertificateState)
        for member in states
    ],
)
def test_state_has_icon_word_and_tone(code, label):
    icon, tone = STATES[code]

    html = render('<c-state code="{{ code }}" label="{{ label }}" />', code=code, label=label)

    assert f"tone-{tone}" in html
    assert html.count("<svg") == 1
    assert html.endswith(f"{label}</span>")
    assert icon != "minus"


def test_button_with_address_is_a_link():
    html = render(
        '<c-button href="/a?b=1&c={{ c }}" kind="quiet" icon="check">Buka</c-button>', c="<"
    )

    assert '<a href="/a?b=1&c=&lt;" class="button button-quiet"' in html
    assert 'aria-hidden="true"' in html


def test_button_without_address_submits_and_passes_attributes():
    html = render('<c-button name="go" value="1" disabled>Kirim</c-button>')

    assert html == (
        '<button type="submit" class="button button-primary" name="go" value="1" disabled>'
        "Kirim</button>"
    )


@pytest.mark.parametrize(("percent", "done"), [(0, False), (99, False), (100, True)])
def test_progress_says_its_number(percent, done):
    html = render('<c-progress percent="{{ p }}" label="3 dari 7 materi" />', p=percent)

    assert f'value="{percent}"' in html
    assert 'aria-label="3 dari 7 materi"' in html
    assert ('class="done"' in html) is done


def test_field_shows_label_help_and_error_and_keeps_the_input():
    form = Sheet({"email": "bukan surel"})

    html = render('<c-field :field="form.email" />', form=form)

    assert '<label for="id_email">Surel</label>' in html
    assert 'value="bukan surel"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext">Untuk undangan.' in html
    assert 'id="id_email_error"' in html


def test_fields_of_every_kind_render():
    html = render('<c-form-fields :form="form" />', form=Sheet())

    assert "(opsional)" in html
    assert '<label for="id_agree">Sudah diperiksa</label>' in html
    assert "<legend>Cara</legend>" in html
    assert '<input type="hidden" name="secret"' in html


def test_form_fields_say_what_is_wrong_with_the_whole():
    form = Sheet({})
    form.add_error(None, "Daftar ini kosong.")

    html = render('<c-form-fields :form="form" />', form=form)

    assert 'role="alert"' in html
    assert "Daftar ini kosong." in html


@pytest.mark.parametrize(
    ("kind", "tone"),
    [
        ("success", "success"),
        ("info", "primary"),
        ("warning", "warning"),
        ("danger", "danger"),
        ("error", "danger"),
    ],
)
def test_alert_kind_decides_its_tone(kind, tone):
    html = render('<c-alert kind="{{ kind }}" title="Perhatikan">Isi</c-alert>', kind=kind)

    assert f"alert tone-{tone}" in html
    assert '<p class="alert-title">Perhatikan</p><div>Isi</div>' in html


def test_header_holds_the_only_h1_and_escapes():
    html = render(
        '<c-header title="{{ t }}" lead="Sub"><c-button>B</c-button></c-header>', t="<A&B>"
    )

    assert html.count("<h1>") == 1
    assert "<h1>&lt;A&amp;B&gt;</h1>" in html
    assert '<p class="lead">Sub</p>' in html


def test_header_without_actions_has_no_empty_box():
    assert "cluster" not in render('<c-header title="Judul"> </c-header>')


def test_small_parts_render():
    html = render(
        '<c-crumbs><c-crumb href="/">A</c-crumb><c-crumb>B</c-crumb></c-crumbs>'
        '<c-facts><c-fact label="NIP">1</c-fact></c-facts><c-empty title="Kosong">Mulai</c-empty>'
        '<c-card title="T" kind="next">I<c-slot name="foot">kaki</c-slot></c-card>'
    )

    assert '<a href="/">A</a>' in html
    assert '<span aria-current="page">B</span>' in html
    assert "<dt>NIP</dt><dd>1</dd>" in html
    assert '<p class="empty-title">Kosong</p> Mulai' in html
    assert '<section class="card card-next"' in html
    assert '<div class="card-foot">kaki</div>' in html


@pytest.mark.parametrize(
    ("code", "cover"),
    [("A0-DK", "a0"), ("A3-WOG", "a3"), ("AT-ADM", "at"), ("X", "a0"), ("", "a0")],
)
def test_cover_follows_the_agenda(code, cover):
    assert f"cover-{cover}" in render('<c-cover code="{{ code }}" />', code=code)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("403.html", "Anda tidak dapat membuka halaman ini"),
        ("403_csrf.html", "Formulir ini sudah kedaluwarsa"),
        ("404.html", "Halaman ini tidak ada"),
        ("429.html", "Terlalu banyak percobaan"),
    ],
)
def test_fault_says_what_to_do(name, words):
    html = render(f'{{% include "{name}" %}}')

    assert f"<h1>{words}</h1>" in html
    assert "Ke beranda" in html


def test_500_needs_nothing():
    html = engines["django"].get_template("500.html").render()

    assert "Terjadi gangguan di sistem kami" in html
