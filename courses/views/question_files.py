"""Pages of question files: upload, preview, import, result; and export as a download."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from courses.enums import QuestionKind, RowVerdict
from courses.enums.question_files import QuestionFileKind
from courses.exchange.questions.identity import with_texts
from courses.exchange.questions.sanitizer import name_images
from courses.forms.question_files import (
    WRITTEN_KINDS,
    QuestionExportForm,
    QuestionUploadForm,
)
from courses.models import QuestionImport
from courses.queries.question_files import exported, uploads_of
from courses.services import question_uploads
from courses.services.question_import import ImportOutcome
from courses.views.question_writing import BankView

UPLOADS_PER_PAGE = 10
SHOWN_QUESTIONS = 5

REFUSALS: dict[type[Exception], Any] = {
    question_uploads.UploadGone: gettext_lazy("The file is not there any more. Upload it again."),
    question_uploads.FileHasProblems: gettext_lazy(
        "Nothing was imported. Correct the file and upload it again."
    ),
}
REFUSED = tuple(REFUSALS)


class QuestionUpload(BankView):
    """Choose a file and a course; below it the files brought in before."""

    header_icon = "upload"
    page_title = gettext_lazy("Import questions")
    template_name = "courses/admin/question_upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = WagtailPaginator(uploads_of(self.courses), UPLOADS_PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        initial = {"course": self.request.GET.get("course")}
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or QuestionUploadForm(initial=initial, courses=self.courses),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "index_url": reverse("courses_admin:question-import"),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = QuestionUploadForm(request.POST, request.FILES, courses=self.courses)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        asked = form.cleaned_data
        upload = question_uploads.upload_questions(
            course=asked["course"],
            data=asked["file"].read(),
            kind=asked["kind"],
            file_name=asked["file"].name,
            by=request.user,
        )
        return redirect("courses_admin:question-import-show", upload.pk)


class UploadView(BankView):
    """A page about one uploaded file of a course the person writes."""

    header_icon = "upload"
    upload: QuestionImport

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.upload = get_object_or_404(uploads_of(self.courses), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.upload.file_name

    def trail(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("courses_admin:question-import"), "label": _("Import questions")},
            *super().trail(),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"upload": self.upload}


class QuestionShow(UploadView):
    """What importing would do; looking at it changes nothing."""

    template_name = "courses/admin/question_import.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.applied_at is not None:
            return redirect("courses_admin:question-import-result", self.upload.pk)
        try:
            outcome = question_uploads.preview_upload(upload=self.upload, by=request.user)
        except REFUSED as refusal:
            messages.error(request, REFUSALS[type(refusal)])
            return redirect("courses_admin:question-import")
        return self.render_to_response(self.get_context_data(outcome=outcome))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outcome: ImportOutcome = kwargs["outcome"]
        counts = outcome.judgement.counts
        return super().get_context_data(**kwargs) | {
            "problems": outcome.problems,
            "encoding": outcome.read.encoding,
            "to_import": outcome.imported,
            "counts": [(one.label, counts[one]) for one in RowVerdict if counts[one]],
            "types": [(_type_name(code), count) for code, count in outcome.read.types.items()],
            "first": [
                (one.question, one.verdict, with_texts(one.question.content, name_images))
                for one in outcome.judgement.questions[:SHOWN_QUESTIONS]
            ],
        }


class QuestionApply(UploadView):
    """Import; asked a second time, it shows what the first time did."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            question_uploads.apply_upload(upload=self.upload, by=request.user)
        except REFUSED as refusal:
            messages.error(request, REFUSALS[type(refusal)])
            return redirect("courses_admin:question-import-show", self.upload.pk)
        return redirect("courses_admin:question-import-result", self.upload.pk)


class QuestionResult(UploadView):
    """What the import did, and where to go on."""

    template_name = "courses/admin/question_import_result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.applied_at is None:
            return redirect("courses_admin:question-import-show", self.upload.pk)
        return super().get(request, *args, **kwargs)


class QuestionExport(BankView):
    """Choose course and type; then what the file will not hold, and the file."""

    header_icon = "download"
    page_title = gettext_lazy("Export questions")
    template_name = "courses/admin/question_export.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = QuestionExportForm(self.request.GET or None, courses=self.courses)
        context = super().get_context_data(**kwargs) | {"form": form}
        if not form.is_valid():
            return context
        course, kind = form.cleaned_data["course"], form.cleaned_data["kind"]
        return context | {
            "file": exported(course, QuestionFileKind(kind)),
            "file_url": reverse("courses_admin:question-export-file", args=[course.pk, kind]),
        }


class QuestionFile(BankView):
    """The file itself, as a download."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> FileResponse:
        if kwargs["kind"] not in dict(WRITTEN_KINDS):
            raise Http404
        course = get_object_or_404(self.courses, pk=kwargs["course"])
        kind = QuestionFileKind(kwargs["kind"])
        ending = "xml" if kind == QuestionFileKind.MOODLE_XML else "gift.txt"
        return FileResponse(
            io.BytesIO(exported(course, kind).content),
            as_attachment=True,
            filename=f"soal-{course.slug}.{ending}",
            content_type="application/octet-stream",
        )


def _type_name(code: str) -> str:
    return str(QuestionKind(code).label) if code in QuestionKind.values else code
