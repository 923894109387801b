"""Opinions asked and answered; the list made public, what comes in about it, its conclusion."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.models import AwardCycle, NoticeOpinion, OpinionRequest, Proposal, PublicNotice
from awards.queries.dossier_law import NOTICE, OPINION, term_end
from awards.queries.hearings import listed_in
from awards.rules.hearings import (
    ends_early,
    is_before_council,
    is_long_enough,
    may_conclude,
    may_keep_hearings,
    still_public,
)
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from common.files import check_upload, file_store
from common.models import CitedDocument
from units.models import User


def opinion_ask(
    *,
    cycle: AwardCycle,
    asked: str,
    letter: CitedDocument,
    sent_on: dt.date,
    by: User,
    uploaded: File | None = None,
) -> OpinionRequest:
    """Records a letter that asks for an opinion; the last day follows from the term "opinion".

    Raises Refused: no right, not before the council, a day to come, no term entered; UploadError.
    """
    require(may_keep_hearings(by))
    checked = check_upload(uploaded) if uploaded else None
    with transaction.atomic():
        row = _locked(cycle)
        require(is_before_council(row))
        _require_past(sent_on)
        term = term_end(OPINION, sent_on)
        if term is None:
            raise Refused(Denied("no_term", _("No term for opinions is entered for this day."), 409))
        if uploaded is not None:
            letter.file = file_store(uploaded=uploaded, by=by, checked=checked)
        letter.save()
        request = OpinionRequest.objects.create(
            cycle=row, asked=asked, letter=letter, sent_on=sent_on, due_on=term.ends_on
        )
        event_log(actor=by, action="opinion.asked", target=request, data={"asked": asked})
    return request


def opinion_answer(
    *,
    request: OpinionRequest,
    answered_on: dt.date,
    answer: str,
    document: CitedDocument | None,
    by: User,
    uploaded: File | None = None,
) -> OpinionRequest:
    """Records the answer, also a late one. Raises Refused: no right, answered already, too old a day; UploadError."""
    require(may_keep_hearings(by))
    checked = check_upload(uploaded) if uploaded else None
    with transaction.atomic():
        row = OpinionRequest.objects.select_for_update(of=("self",)).select_related("letter").get(pk=request.pk)
        if row.answered_on is not None:
            require(Denied("state", _("This answer has been recorded already.")))
        if row.letter.date is None:
            require(Denied("state", _("The letter has not been issued yet, so there is nothing to answer.")))
        _require_past(answered_on)
        if answered_on < row.sent_on:
            require(Denied("bad_input", _("The answer is not older than the letter.")))
        if not answer.strip():
            require(Denied("bad_input", _("The answer is written down in words.")))
        if document is not None:
            if uploaded is not None:
                document.file = file_store(uploaded=uploaded, by=by, checked=checked)
            document.save()
        row.answered_on, row.answer, row.answer_document = answered_on, answer, document
        row.save(update_fields=["answered_on", "answer", "answer_document"])
        event_log(actor=by, action="opinion.answered", target=row, data={"asked": row.asked})
    return row


@transaction.atomic
def notice_start(*, cycle: AwardCycle, from_on: dt.date, to_on: dt.date | None, place: str, by: User) -> PublicNotice:
    """Makes the list public; without a last day for as long as the term "notice" asks.

    Raises Refused: no right, not before the council, too short, another one on the same days, nobody to list.
    """
    require(may_keep_hearings(by))
    row = _locked(cycle)
    require(is_before_council(row))
    term = term_end(NOTICE, from_on)
    last = to_on or (term.ends_on if term else None)
    if last is None:
        raise Refused(Denied("no_term", _("No term for public notices is entered for this day."), 409))
    require(is_long_enough(last, term.ends_on if term else None))
    if last < from_on:
        require(Denied("bad_input", _("The last day lies before the first.")))
    if PublicNotice.objects.filter(cycle=row, from_on__lte=last, to_on__gte=from_on).exists():
        require(Denied("duplicate", _("The list is public on some of these days already.")))
    listed = listed_in(row, from_on).count()
    if not listed:
        raise Refused(Denied("nobody", _("No dossier has been accepted yet, so there is no list to make public."), 409))
    notice = PublicNotice.objects.create(cycle=row, from_on=from_on, to_on=last, place=place)
    event_log(actor=by, action="notice.started", target=notice, data={"place": place, "listed": listed})
    return notice


@transaction.atomic
def notice_opinion_record(
    *, notice: PublicNotice, sender: str, received_on: dt.date, text: str, proposal: Proposal | None, by: User
) -> NoticeOpinion:
    """Records what came in about the list, also after its last day until it is concluded. Raises Refused."""
    require(may_keep_hearings(by))
    row = PublicNotice.objects.select_for_update().get(pk=notice.pk)
    _require_open(row)
    _require_past(received_on)
    if received_on < row.from_on:
        require(Denied("bad_input", _("The opinion is not older than the list.")))
    if proposal is not None and proposal.cycle_id != row.cycle_id:
        require(Denied("bad_input", _("This proposal does not belong to the list.")))
    made = NoticeOpinion.objects.create(
        notice=row, sender=sender, received_on=received_on, text=text, proposal=proposal
    )
    event_log(actor=by, action="notice.opinion", target=row, data={"opinion": made.pk})
    return made


@transaction.atomic
def notice_opinion_handle(*, opinion: NoticeOpinion, handling: str, by: User) -> NoticeOpinion:
    """Records how an opinion was dealt with; until the conclusion it may be written anew. Raises Refused."""
    require(may_keep_hearings(by))
    notice = PublicNotice.objects.select_for_update().get(pk=opinion.notice_id)
    _require_open(notice)
    if not handling.strip():
        require(Denied("reason_needed", _("It is written down how the opinion was dealt with."), 400))
    row = NoticeOpinion.objects.get(pk=opinion.pk)
    before, row.handling = row.handling, handling
    row.save(update_fields=["handling"])
    data = {"opinion": row.pk, "earlier": before}
    event_log(actor=by, action="notice.handled", target=notice, reason=handling, data=data)
    return row


@transaction.atomic
def notice_conclude(*, notice: PublicNotice, conclusion: str, by: User, early_reason: str = "") -> PublicNotice:
    """The notice is over; the minutes cite the conclusion. Raises Refused: no right, still public, not all handled.

    `early_reason`: why the list ends before the day that was announced, never before the term is over; its last day
    is then the last one on which it was public whole.
    """
    require(may_keep_hearings(by))
    row = PublicNotice.objects.select_for_update().get(pk=notice.pk)
    term = term_end(NOTICE, row.from_on)
    unhandled = row.opinions.filter(handling="").count()
    require(may_conclude(row, unhandled=unhandled, least=term.ends_on if term else None))
    if ends_early(row):
        if not early_reason.strip():
            require(still_public(row), todo=_("Wait until the day is over, or state the reason for closing earlier."))
        data = {"announced": format_day(row.to_on)}
        row.to_on = clock.today() - dt.timedelta(days=1)
        event_log(actor=by, action="notice.shortened", target=row, reason=early_reason.strip(), data=data)
    if not conclusion.strip():
        require(Denied("reason_needed", _("A conclusion is needed."), 400))
    row.closed_at, row.conclusion = clock.now(), conclusion
    row.save(update_fields=["to_on", "closed_at", "conclusion"])
    event_log(actor=by, action="notice.concluded", target=row, reason=conclusion)
    return row


def _locked(cycle: AwardCycle) -> AwardCycle:
    return AwardCycle.objects.select_for_update().get(pk=cycle.pk)


def _require_open(notice: PublicNotice) -> None:
    if notice.closed_at is not None:
        require(Denied("state", _("This public notice has been concluded already.")))


def _require_past(day: dt.date) -> None:
    if day > clock.today():
        require(Denied("bad_input", _("This day has not come yet.")))
