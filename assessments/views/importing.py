"""The two steps of every checked import: the workbook with its paper, then what it would do, then the act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from assessments.forms.imports import WorkbookImportForm
from assessments.unit_sheet import Preview
from campaign.models import Round
from common.access import Refused
from common.files import KINDS, content_disposition
from common.kept import content_forget, content_keep
from common.models import CitedDocument


@dataclass(frozen=True)
class ImportStep:
    """Where an import stands; `done` is what the act answered."""

    form: WorkbookImportForm
    preview: Preview | None = None
    kept: str = ""
    done: int | None = None
    status: int = 200

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the confirmation sends again: the paper as typed, the kept workbook and what the preview showed."""
        typed = [(name, str(self.form[name].value() or "")) for name in ("kind", "number", "date", "issuer")]
        return [*typed, ("kept", self.kept), ("digest", self.preview.digest if self.preview else "")]


def import_step(
    request: HttpRequest, *, look: Callable[[bytes], Preview], act: Callable[[bytes, CitedDocument, str], int]
) -> ImportStep:
    """Reads the form: a workbook is looked at, a confirmed one is taken in; what is refused stands on the form."""
    if request.method != "POST":
        return ImportStep(WorkbookImportForm())
    form = WorkbookImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return ImportStep(form, status=422)
    content = form.content()
    if not form.confirms:
        preview = look(content)
        if preview.faults:
            return ImportStep(form, preview, status=422)
        return ImportStep(form, preview, content_keep(content))
    try:
        done = act(content, form.document(), form.cleaned_data["digest"])
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        form.add_error(None, " ".join(str(text) for text in (refused.verdict.reason, refused.todo) if text))
        return ImportStep(form, status=refused.verdict.status)
    content_forget(form.cleaned_data["kept"])
    return ImportStep(form, done=done)


def round_import_step(
    request: HttpRequest, round: Round, *, preview: Callable[..., Preview], take_in: Callable[..., int]
) -> ImportStep:
    """The same with the services of a round, which take it with the content."""
    return import_step(
        request,
        look=lambda content: preview(round=round, content=content),
        act=lambda content, document, digest: take_in(
            round=round, content=content, document=document, by=request.user, digest=digest
        ),
    )


def workbook_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS["xlsx"])
    response["Content-Disposition"] = content_disposition(name)
    return response
