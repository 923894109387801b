"""What strangers read of a paper by its code: what the paper itself says, whether it still holds, its digests."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.codes import code_printed
from documents.enums import DocumentState, RenditionKind, SignatureState
from documents.models import IssuedDocument, Rendition
from documents.papers import Ground, Later, kind_of
from documents.queries import public_document, public_renditions
from documents.rules import OUT

SAME, SAME_SIGNED, DIFFERENT = "same", "signed", "different"

SIGNED_WORDS: dict[str, str | Promise] = {
    SignatureState.VALID: _(
        "digital signature valid, content unchanged (whether its certificate was revoked is not asked for)"
    ),
    SignatureState.UNTRUSTED: _("content unchanged; the portal does not know the authority of the signature"),
}


@dataclass(frozen=True)
class Digest:
    """One file that can be compared with."""

    label: str
    sha256: str
    result: str
    note: str = ""
    signers: tuple["Signer", ...] = ()


@dataclass(frozen=True)
class Signer:
    """Who signed a copy, by the certificate, and when by the signer's own clock."""

    name: str
    organisation: str
    moment: dt.datetime | None


@dataclass(frozen=True)
class Seen:
    """The page of one paper."""

    document: IssuedDocument
    kind: str
    code: str
    facts: tuple[tuple[str, str], ...]
    digests: tuple[Digest, ...]
    successor: IssuedDocument | None
    ground: Ground | None = None
    later: tuple[Later, ...] = ()

    @property
    def holds(self) -> bool:
        return self.document.state == DocumentState.ISSUED


def seen_by_code(text: str) -> Seen | None:
    """The page for a code; None when there is nothing to show, whatever the reason."""
    document = public_document(text)
    kind = kind_of(document.kind) if document else None
    if document is None or kind is None:
        return None
    labels = kind.fact_labels
    facts = (
        (str(labels.get(name, name)), str(value))
        for name, value in document.facts.items()
        if value and (name in labels or not labels)
    )
    return Seen(
        document=document,
        kind=str(kind.title),
        code=code_printed(document.code),
        facts=tuple(facts),
        digests=tuple(_digest(row) for row in public_renditions(document)),
        successor=_successor(document),
        ground=kind.stands_on(document.target_id) if kind.stands_on else None,
        later=kind.changed_by(document.target_id) if kind.changed_by else (),
    )


def public_code(document: IssuedDocument) -> str:
    """The code by which strangers find a paper, as it is printed; empty where they do not see it."""
    kind = kind_of(document.kind)
    return code_printed(document.code) if kind and kind.has_qr and document.state in OUT else ""


def compare(seen: Seen, sha256: str) -> str:
    """Whether a file is the paper: `same`, `signed` (a signed copy of it) or `different`."""
    return next((digest.result for digest in seen.digests if digest.sha256 == sha256), DIFFERENT)


def signers_of(rows: list[dict[str, Any]]) -> tuple[Signer, ...]:
    """The signers that were found when a copy came in."""
    return tuple(
        Signer(
            each.get("name", ""),
            each.get("organisation", ""),
            dt.datetime.fromisoformat(each["time"]) if each.get("time") else None,
        )
        for each in rows
    )


def _digest(row: Rendition) -> Digest:
    if row.kind == RenditionKind.ISSUED:
        return Digest(str(_("As issued")), row.sha256, SAME)
    check = getattr(row, "signature", None)
    signers = signers_of(check.signers) if check else ()
    note = str(SIGNED_WORDS.get(check.state, "")) if check else ""
    return Digest(str(_("Digitally signed copy")), row.sha256, SAME_SIGNED, note, signers)


def _successor(document: IssuedDocument) -> IssuedDocument | None:
    """The newer paper, where strangers may see that one too."""
    newer = document.replaced_by
    return newer if newer and public_document(newer.code) else None
