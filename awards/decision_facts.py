"""What the papers about decisions print, as plain values: the decision, its list, payments, proposals upward."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from documents.vietnamese_dates import day_or_blank


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """One line of the list; `register_number` stands once the decision is out."""

    order: int
    salutation: str
    name: str
    title: str
    unit: str
    achievement: str
    coefficient: Decimal | None
    amount: int
    paid_as: str
    register_number: int | None = None
    corrects: str = ""
    is_person: bool = False


@dataclass(frozen=True, kw_only=True)
class EarlierFacts:
    """A decision that is cited: amended, replaced or revoked."""

    full_symbol: str
    day: datetime.date | None
    authority: str

    @property
    def cited(self) -> str:
        """`Quyết định số 15/QĐ-SGDĐT ngày 01 tháng 7 năm 2026`."""
        return f"Quyết định số {self.full_symbol} {day_or_blank(self.day)}"


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """A decision as its paper prints it. Amounts in đồng; `number` empty in a draft.

    `amount_collective`, `amount_individual`: the money of each side where all its lines have the same, else None.
    """

    kind: str
    form_name: str
    subject_text: str
    movement: str
    authority: str
    superior: str
    issuer: str
    place: str
    symbol: str
    head_title: str
    full_symbol: str
    day: datetime.date | None
    proposer: str
    legal_bases: tuple[str, ...]
    achievement_text: str
    achievement_from: datetime.date | None
    achievement_to: datetime.date | None
    collectives: tuple[LineFacts, ...]
    persons: tuple[LineFacts, ...]
    amount_collective: int | None
    amount_individual: int | None
    total: int
    total_words: str
    fund_year: int | None
    signer_lines: tuple[str, ...]
    signer_name: str
    changes: EarlierFacts | None = None
    reason: str = ""
    ground: str = ""
    conclusion: str = ""
    revoked: tuple[LineFacts, ...] = ()
    return_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentLine:
    """One row of the payment list, the formula visible; `payable` is 0 where a higher title takes its place."""

    order: int
    name: str
    unit: str
    form_name: str
    coefficient: Decimal | None
    base_salary: int | None
    working: str
    amount: int
    payable: int
    paid_as: str
    paid_as_text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentFacts:
    """The payment list of one decision (total of what is paid, in figures and words)."""

    full_symbol: str
    day: datetime.date | None
    form_name: str
    lines: tuple[PaymentLine, ...]
    total: int
    total_words: str
    souvenirs: int


@dataclass(frozen=True, kw_only=True)
class ForwardFacts:
    """What the proposal to the higher level names: form, authority, subjects with their achievements, opinions."""

    form_name: str
    authority: str
    movement: str
    legal_bases: tuple[str, ...]
    achievement_text: str
    achievement_from: datetime.date
    achievement_to: datetime.date
    collectives: tuple[LineFacts, ...]
    persons: tuple[LineFacts, ...]
    opinions: tuple[str, ...]
    notices: tuple[str, ...]
    votes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CorrigendumFacts:
    """A letter that corrects form or layout, never content: what was printed and what is right."""

    decision: EarlierFacts
    printed: str
    correct: str


@dataclass(frozen=True, kw_only=True)
class HandoverFacts:
    """The record of certificates handed over: number in the register and name of each."""

    decision: EarlierFacts
    began_at: datetime.datetime
    ended_at: datetime.datetime
    place: str
    occasion: str
    presenter: str
    receiver: str
    lines: tuple[LineFacts, ...]
