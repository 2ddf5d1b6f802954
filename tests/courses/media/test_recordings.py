"""Recordings: captions that are asked for, and parts that players ask for."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents import get_document_model

from courses.blocks.lesson import MediaBlock
from courses.domain.byte_ranges import NOTHING, Part, requested_part
from courses.views.recordings import _read
from latsar.exchange.block_writer import body_markdown
from latsar.exchange.lesson_blocks import Media
from latsar.exchange.lesson_markdown import read_lesson_body
from latsar.exchange.page_content import block_value
from latsar.exchange.problems import ProblemList
from latsar.exchange.raw_blocks import block_from_json, block_to_json
from latsar.exchange.stored_content import body_blocks
from tests.factories import UserFactory

CONTENT = bytes(range(100))
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nSelamat pagi.\n"


def document(name="rekaman.mp4", content=CONTENT):
    file = SimpleUploadedFile(name, content)
    return get_document_model().objects.create(title=name, file=file)


# --- captions ---


def value(**fields):
    block = MediaBlock()
    return block.to_python(
        {"title": "Wawancara", "transcript": "<p>Selamat pagi.</p>", "kind": "video"} | fields
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "content", "words"),
    [
        ("video", None, b"", "memerlukan takarir"),
        ("video", "takarir.vtt", VTT, None),
        ("video", "takarir.vtt", b"\xef\xbb\xbf" + VTT, None),
        ("video", "takarir.srt", VTT, "bukan berkas WebVTT"),
        ("video", "takarir.vtt", b"1\n00:00:00,000 --> 00:00:02,000\n", "bukan berkas WebVTT"),
        ("audio", None, b"", None),
        ("audio", "takarir.vtt", VTT, None),
    ],
)
def test_captions_are_asked_for(kind, name, content, words):
    captions = document(name, content).pk if name else None
    filled = value(file=document().pk, kind=kind, captions=captions)

    if words is None:
        assert MediaBlock().clean(filled)["title"] == "Wawancara"
        return
    with pytest.raises(ValidationError) as refused:
        MediaBlock().clean(filled)
    assert words in str(refused.value.block_errors["captions"])


@pytest.mark.django_db
def test_draft_may_lack_captions():
    filled = value(file=document().pk)

    assert MediaBlock().clean_deferred(filled)["captions"] is None


@pytest.mark.django_db
def test_captions_whose_file_is_lost_are_no_captions():
    captions = document("takarir.vtt", VTT)
    captions.file.storage.delete(captions.file.name)

    with pytest.raises(ValidationError):
        MediaBlock().clean(value(file=document().pk, captions=captions.pk))


@pytest.mark.django_db
def test_video_shows_captions_and_never_plays_by_itself():
    captions = document("takarir.vtt", VTT)

    html = MediaBlock().render(value(file=document().pk, captions=captions.pk))

    assert f'<track kind="captions" srclang="id" label="Takarir" src="{captions.url}">' in html
    assert "autoplay" not in html
    assert 'preload="none"' in html
    assert "<track" not in MediaBlock().render(value(file=document().pk))


@pytest.mark.parametrize("captions", ["", "takarir.vtt"])
def test_captions_travel_in_packages(captions):
    block = Media("wawancara.mp4", "video", "Wawancara", "<p>Selamat pagi.</p>", captions)
    problems = ProblemList("")

    markdown = body_markdown([block])

    assert markdown.startswith("::: media video media/wawancara.mp4")
    assert read_lesson_body(markdown.splitlines(), first_line=1, problems=problems) == (block,)
    stored = [{"type": "media", "value": block_value(block)}]
    assert body_blocks(stored) == (block,)
    assert block_from_json(block_to_json(block)) == block


def test_blocks_written_before_there_were_captions_are_read():
    block = Media("a.mp3", "audio", "A", "<p>a</p>")

    assert block_from_json(block_to_json(block).replace(', "captions": ""', "")) == block


# --- parts ---


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-1", Part(0, 2)),
        ("bytes=0-", Part(0, 100)),
        ("bytes=90-", Part(90, 10)),
        ("bytes=90-1000", Part(90, 10)),
        ("bytes=99-99", Part(99, 1)),
        ("bytes=-10", Part(90, 10)),
        ("bytes=-1000", Part(0, 100)),
        (" bytes=5-6 ", Part(5, 2)),
        ("bytes=100-", NOTHING),
        ("bytes=500-600", NOTHING),
        ("bytes=-0", NOTHING),
        ("bytes=6-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("bytes=a-b", None),
        ("bytes=٣-", None),
        ("bytes=" + "9" * 16 + "-", None),
        ("items=0-1", None),
        ("bytes", None),
        ("", None),
    ],
)
def test_requested_part(header, part):
    assert requested_part(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_empty_file_has_no_part(header):
    assert requested_part(header, 0) == NOTHING


@given(st.text(max_size=20).map("bytes={}".format) | st.text(), st.integers(0, 1000))
def test_part_always_lies_inside_the_file(header, size):
    part = requested_part(header, size)

    if part not in {None, NOTHING}:
        assert part.length > 0
        assert 0 <= part.start < part.start + part.length <= size


@pytest.fixture
def recording(db):
    return document()


def fetch(client, recording, header, **headers):
    """The answer with its content read and closed, as a server does it."""
    client.force_login(UserFactory())
    response = client.get(recording.url, headers={"Range": header} | headers)
    response.body = response.getvalue() if response.streaming else response.content
    return response


@pytest.mark.parametrize(
    ("header", "content", "shown"),
    [
        ("bytes=0-1", CONTENT[:2], "bytes 0-1/100"),
        ("bytes=10-", CONTENT[10:], "bytes 10-99/100"),
        ("bytes=-3", CONTENT[-3:], "bytes 97-99/100"),
    ],
    ids=["begin", "rest", "end"],
)
def test_part_of_a_recording_is_sent(client, recording, header, content, shown):
    response = fetch(client, recording, header)

    assert (response.status_code, response.headers["Content-Range"]) == (206, shown)
    assert response.body == content
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_part_beyond_the_end_is_refused(client, recording):
    response = fetch(client, recording, "bytes=100-")

    assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("header", ["bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "\x00"])
def test_nonsense_gets_the_whole_recording(client, recording, header):
    response = fetch(client, recording, header)

    assert (response.status_code, response.body) == (200, CONTENT)


def test_part_of_another_version_gets_the_whole_recording(client, recording):
    tag = fetch(client, recording, "bytes=0-1").headers["ETag"]

    assert fetch(client, recording, "bytes=0-1", If_Range=tag).status_code == 206
    assert fetch(client, recording, "bytes=0-1", If_Range='"lama"').status_code == 200


def test_only_recordings_are_sent_in_parts(client, db):
    assert fetch(client, document("lembar.pdf"), "bytes=0-1").status_code == 200


def test_whole_recording_says_that_it_comes_in_parts(client, recording):
    response = fetch(client, recording, "")

    assert (response.status_code, response.headers["Accept-Ranges"]) == (200, "bytes")
    assert client.get(recording.url[:-1]).status_code == 404
    same = client.get(recording.url, headers={"If-None-Match": response.headers["ETag"]})
    assert same.status_code == 304


def test_recording_that_became_shorter_ends():
    part = _read(io.BytesIO(b"abc"), 5)

    assert b"".join(part) == b"abc"


def test_part_is_for_people_who_logged_in(client, recording):
    response = client.get(recording.url, headers={"Range": "bytes=0-1"})

    assert response.status_code == 302
    assert "/akun/login/" in response.url
