"""Posted files become evidence: those sent with the form and those that came before in parts."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from assessments.checks import outside_period, twice_words
from assessments.forms.evidence import FilesForm, Period
from assessments.models import Assessment, Evidence
from assessments.queries import evidence_twice
from assessments.services.evidence import AlreadyThere
from common.access import Refused
from common.files import UploadError, shown_name
from common.models import PartialUpload
from common.uploads import upload_drop, upload_hold, upload_joined, uploads_of
from units.models import User

# The same bytes may be taken later, so they stay.
PASSING = ("scanner_down", "quota")
Store = Callable[..., Evidence]


def period_of(assessment: Assessment) -> Period:
    round = assessment.participant.round
    return Period(round.data_from, round.data_to)


def files_form(
    request: HttpRequest,
    period: Period,
    *,
    data: QueryDict | None = None,
    one: bool = False,
    initial: dict[str, object] | None = None,
) -> FilesForm:
    """The form of files at this address, with those that it names itself or that the reader goes on with (`?tiep=`)."""
    files = request.FILES if data is not None else None
    wanted = request.GET.getlist("tiep") if data is None else data.getlist("held")
    return FilesForm(data, files, period=period, held=_held(request, wanted), one=one, initial=initial)


def leftovers(request: HttpRequest, form: FilesForm) -> list[PartialUpload]:
    """What this person sent to this address before, whole or not; none of it is taken unless the person goes on."""
    return [row for row in uploads_of(request.user, request.path) if str(row.public_id) not in form.rows]


def take_files(
    request: HttpRequest, period: Period, store: Store, *, one: bool = False
) -> tuple[FilesForm, list[Evidence]]:
    """Stores every file it can; the rest stands at the form, each with its name. Nothing that arrived is lost."""
    form = files_form(request, period, data=request.POST, one=one)
    if not form.is_valid():
        return _kept(request, form, period), []
    stored, facts = [], form.facts
    for source in form.sources:
        held = source if isinstance(source, PartialUpload) else None
        try:
            stored.append(store(uploaded=upload_joined(held) if held else source, **facts))
        except UploadError as error:
            form.add_error("files", f"{source.name}: {error.message}")
            if error.code in PASSING:
                continue
        except Refused as refused:
            twin = None if one else sent_again(refused, request.user, facts.get("title") or shown_name(source.name))
            if twin is None:
                form.add_error("files", duplicate_words(refused))
            elif twin not in stored:
                stored.append(twin)
        if held:
            upload_drop(upload=held)
    form.offer(_held(request, request.POST.getlist("held")))
    return form, stored


def sent_again(refused: Refused, by: User, title: str) -> Evidence | None:
    """What the first of two clicks has stored; the second is answered the same way."""
    is_again = isinstance(refused, AlreadyThere) and refused.is_sent_again(by, title.strip())
    return refused.twin if is_again else None


def duplicate_words(refused: Refused) -> str:
    """What happened, what was kept, what to do; every other refusal is a page of its own."""
    if refused.verdict.code != "duplicate":
        raise refused
    return " ".join(str(part) for part in (refused.verdict.reason, refused.kept, refused.todo))


def say_stored(request: HttpRequest, assessment: Assessment, stored: Iterable[Evidence]) -> None:
    """Names what was stored, and warns of a day outside the period of the data."""
    rows = list(stored)
    if rows:
        messages.success(request, _("Stored: %(names)s") % {"names": ", ".join(row.title for row in rows)})
    days = period_of(assessment).days
    for row in rows:
        words = outside_period(row.about_on, row.title, *days)
        if words:
            messages.warning(request, words)
    say_twice(request, rows)


def say_twice(request: HttpRequest, rows: Iterable[Evidence]) -> None:
    """Notes of each that the criterion is proved by the same file or document already; it is kept all the same."""
    for row in rows:
        twins = evidence_twice(row)
        if twins:
            messages.warning(request, twice_words(row.title, [each.answer.item.code for each in (*twins, row)]))


def _held(request: HttpRequest, wanted: list[str]) -> list[PartialUpload]:
    """Those named that are this person's, are for this address and are here as a whole."""
    if not wanted:
        return []
    rows = uploads_of(request.user, request.path)
    return [row for row in rows if row.is_whole and str(row.public_id) in wanted]


def _kept(request: HttpRequest, form: FilesForm, period: Period) -> FilesForm:
    """The refused form again; its files stay here, so that they need not be chosen and sent a second time."""
    data, problems = request.POST.copy(), []
    for uploaded in request.FILES.getlist("files"):
        try:
            row = upload_hold(owner=request.user, place=request.path, uploaded=uploaded)
        except UploadError as error:
            problems.append(f"{uploaded.name}: {error.message}")
        else:
            data.appendlist("held", str(row.public_id))
    again = FilesForm(data, period=period, held=_held(request, data.getlist("held")), one=form.one)
    for problem in problems:
        again.add_error("files", problem)
    return again
