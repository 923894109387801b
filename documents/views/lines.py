"""What the page of a paper shows of its way: steps, buttons, history."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from common.access import Verdict
from common.event_words import event_text
from common.events import events_of
from documents.enums import DocumentState, SignatureState, Steps
from documents.forms import NumberForm, ReasonForm, SignerForm
from documents.models import IssuedDocument, Rendition
from documents.papers import steps_of
from documents.queries import bytes_to_sign, last_signer, next_typed
from documents.services.issuing import signers_for
from documents.signers import is_on_behalf, lines_read
from documents.verification import signers_of
from documents.workflow import Move, is_kept_by_clerk, moves_for, moves_of
from units.queries import Account

WAYS = {
    Steps.SIGNED_FIRST: ("draft", "approved", "signed", "numbered", "issued"),
    Steps.NUMBERED_FIRST: ("draft", "approved", "numbered", "signed", "issued"),
    Steps.UNNUMBERED: ("draft", "approved", "signed", "issued"),
}
EVENT_ICONS = {
    "document.drafted": ("", "file-plus"),
    "document.approve": ("ok", "check"),
    "document.send_back": ("warn", "undo-2"),
    "document.sign": ("ok", "pen-line"),
    "document.signed_copy": ("ok", "pen-line"),
    "document.number": ("", "hash"),
    "document.take_number_back": ("warn", "undo-2"),
    "document.take_signature_back": ("warn", "undo-2"),
    "document.issue": ("ok", "stamp"),
    "document.issued": ("ok", "stamp"),
    "document.replace": ("warn", "replace"),
    "document.revoke": ("warn", "ban"),
}
BUTTON_ICONS = {
    "approve": "check",
    "send_back": "undo-2",
    "sign": "pen-line",
    "number": "hash",
    "take_number_back": "undo-2",
    "take_signature_back": "undo-2",
    "issue": "stamp",
}
CHECK_LOOKS = {SignatureState.VALID: "done", SignatureState.UNTRUSTED: "attention"}
BACKWARDS = ("send_back", "take_number_back", "take_signature_back")


# Who takes a step onward; of papers whose numbers the portal keeps, the secretary may do it too.
TURNS = {
    "approve": gettext_lazy("a leader of the department"),
    "sign": gettext_lazy("the records clerk"),
    "number": gettext_lazy("the records clerk"),
    "issue": gettext_lazy("the records clerk"),
}
EITHER = gettext_lazy("the records clerk or the secretary of the council")


@dataclass(frozen=True)
class Turn:
    """One step that is still to be taken: by whom, and what it is."""

    who: str
    step: str


@dataclass(frozen=True)
class Button:
    """One step as the page offers it, with its form where it needs one."""

    move: Move
    verdict: Verdict
    url: str
    icon: str
    form: forms.Form | None = None

    @property
    def goes_back(self) -> bool:
        return self.move.name in BACKWARDS


def step_lines(document: IssuedDocument) -> list[dict[str, Any]]:
    """The way of the kind with what is done; a paper that was replaced or revoked has gone all of it."""
    way = WAYS.get(steps_of(document.kind), ())
    at = way.index(document.state) if document.state in way else len(way)
    labels = dict(DocumentState.choices)
    lines = [
        {"label": labels[state], "state": "done" if index <= at else "current" if index == at + 1 else "todo"}
        for index, state in enumerate(way)
    ]
    if document.state in (DocumentState.REPLACED, DocumentState.REVOKED):
        lines.append({"label": labels[document.state], "state": "refused"})
    return lines


def turns_of(document: IssuedDocument) -> list[Turn]:
    """Whose turn it is and what comes after, up to the issue; nothing once it has gone out."""
    moves, state, turns = moves_of(steps_of(document.kind)), document.state, []
    while onward := next((move for move in moves if move.name in TURNS and state in move.sources), None):
        who = TURNS[onward.name]
        if onward.name != "approve" and not is_kept_by_clerk(document):
            who = EITHER
        turns.append(Turn(str(who), str(onward.label)))
        state = onward.target
    return turns


def offers_of(user: Account, document: IssuedDocument) -> list[Button]:
    """The buttons; where the file to be signed is still to be made, that comes first."""
    buttons = []
    for offer in moves_for(user, document):
        name = offer.move.name
        form: forms.Form | None = None
        if name == "number":
            form = number_form(document)
        elif name == "approve":
            form = signer_form(document)
        elif offer.move.needs_reason:
            form = ReasonForm(prefix=name)
        url = reverse(f"documents:{name}", args=[document.public_id])
        buttons.append(Button(offer.move, offer.verdict, url, BUTTON_ICONS[name], form))
    return buttons


def number_form(document: IssuedDocument, data: Any = None) -> NumberForm:
    """Number and day, the next number filled in; a series that the portal keeps asks for the day alone."""
    is_typed, today = is_kept_by_clerk(document), clock.today()
    initial: dict[str, Any] = {"day": today}
    likely = next_typed(document, today.year) if is_typed and data is None else None
    if likely:
        initial["number"] = f"{likely:02d}"
    return NumberForm(data, is_typed=is_typed, initial=initial)


def signer_form(document: IssuedDocument, data: Any = None) -> SignerForm | None:
    """Who signs, asked where the paper is signed on behalf of another; with the name that is known or came last."""
    if not is_on_behalf(lines_read(document.signer.get("authority", ""))):
        return None
    known = signers_for(document)
    name = document.signer.get("name") or known[0].name or last_signer(document)
    return SignerForm(data, known=known, initial={"capacity": document.signer["authority"], "name": name})


def needs_file(document: IssuedDocument) -> bool:
    """Whether the numbered file has still to be made before it can be signed."""
    waits = steps_of(document.kind) is Steps.NUMBERED_FIRST and document.state == DocumentState.NUMBERED
    return waits and bytes_to_sign(document) is None


def file_lines(rows: list[Rendition]) -> list[dict[str, Any]]:
    """Files with what was found in their signatures when they came in."""
    lines = []
    for row in rows:
        check = getattr(row, "signature", None)
        lines.append(
            {
                "pk": row.pk,
                "file": row.file,
                "sha256": row.sha256,
                "get_kind_display": row.get_kind_display(),
                "check": check,
                "look": CHECK_LOOKS.get(check.state, "attention") if check else "",
                "signers": signers_of(check.signers) if check else (),
            }
        )
    return lines


def history_items(document: IssuedDocument) -> list[dict[str, Any]]:
    """Events, newest first."""
    rows = events_of(document).select_related("actor")
    items = []
    for event in reversed(rows):
        tone, icon = EVENT_ICONS.get(event.action, ("", "circle-dot"))
        who = str(event.actor or _("The portal"))
        items.append(
            {
                "when": event.at,
                "what": event_text(event),
                "who": who,
                "reason": event.reason,
                "tone": tone,
                "icon": icon,
            }
        )
    return items
