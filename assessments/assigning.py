"""Who appraises which sheets: what the page of an office shows, and what its workbook says (no writes)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from tablib import Dataset

from assessments import rules
from assessments.enums import OfficeState
from assessments.loads import Taker
from assessments.models import AppraiserLimit, OfficeAppraisal
from campaign.models import Round
from common.sheets import SheetError, SheetFormat, heading_faults
from units.enums import Role
from units.models import Unit, User
from units.queries import members_with_role, standing_of

UNIT, NAME, NOMINEE = "Mã đơn vị", "Tên đơn vị", "Cá nhân được đề nghị"
LOGIN, PERSON = "Tài khoản chuyên viên", "Họ tên chuyên viên"
HEADINGS = (UNIT, NAME, NOMINEE, LOGIN, PERSON)
# Whose sheet a line is about: the code of the unit, and the name of the person where it is a person's report.
SheetKey = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """One sheet to one appraiser (None: open to the office); `before` is who had it when the page was shown."""

    part: OfficeAppraisal
    before: int | None
    appraiser: User | None


@dataclass(frozen=True)
class AppraiserLoad:
    """An appraiser with the sheets held in the round and how many of them are finished."""

    user: User
    held: int
    finished: int
    limit: int | None


@dataclass(frozen=True)
class FileReading:
    """What a workbook would change; `faults` are sentences naming the line."""

    choices: tuple[Choice, ...]
    faults: tuple[str, ...]


def parts_of_office(round: Round, office: Unit) -> list[OfficeAppraisal]:
    """The parts of an office in a round, by the name of the unit."""
    rows = OfficeAppraisal.objects.filter(assessment__participant__round=round, office=office)
    return list(
        rows.select_related("office", "appraiser", "assessment__participant__unit", "assessment__participant__cluster")
        .select_related("assessment__participant__round__phase__campaign", "assessment__nomination")
        .order_by("assessment__participant__sort", "pk")
    )


def appraisers_of(office: Unit) -> list[User]:
    """Who appraises for an office today, by account name."""
    return list(members_with_role(office.pk, Role.APPRAISER).order_by("username"))


def loads_of(office: Unit, parts: Sequence[OfficeAppraisal], people: Sequence[User]) -> list[AppraiserLoad]:
    """Each appraiser of the office with what is held of these parts."""
    limit_of = dict(AppraiserLimit.objects.filter(office=office).values_list("appraiser_id", "sheets"))
    # A sheet nobody was assigned to counts for the person who finished it.
    holders = [(part.appraiser_id or part.finished_by_id, part.finished_at) for part in parts]
    held = Counter(holder for holder, _finished in holders)
    finished = Counter(holder for holder, when in holders if when)
    return [AppraiserLoad(user, held[user.pk], finished[user.pk], limit_of.get(user.pk)) for user in people]


def may_take(parts: Sequence[OfficeAppraisal], people: Sequence[User]) -> dict[int, list[User]]:
    """Part to the appraisers without a conflict; nobody where the part is finished."""
    return {part.pk: [user for user in people if rules.may_be_assigned(user, part)] for part in parts}


def parts_waiting(parts: Sequence[OfficeAppraisal], people: Sequence[User]) -> list[OfficeAppraisal]:
    """What the automatic assignment shares out: held by nobody, by somebody who has gone or who must keep away."""
    by_key = {user.pk: user for user in people}

    def is_held(part: OfficeAppraisal) -> bool:
        user = by_key.get(part.appraiser_id or 0)
        return user is not None and part.assessment.participant.unit_id not in standing_of(user).avoids

    return [part for part in parts if part.state == OfficeState.PENDING and not is_held(part)]


def takers_of(loads: Sequence[AppraiserLoad], held: Sequence[OfficeAppraisal]) -> list[Taker]:
    """Who may be given sheets; `held`: the parts that stay where they are."""
    units: dict[int | None, set[int]] = {}
    for part in held:
        units.setdefault(part.appraiser_id or part.finished_by_id, set()).add(part.assessment.participant.unit_id)
    return [
        Taker(row.user.pk, row.held, row.limit, standing_of(row.user).avoids, frozenset(units.get(row.user.pk, ())))
        for row in loads
    ]


def assignment_workbook(parts: Sequence[OfficeAppraisal]) -> bytes:
    """The sheets of an office with who has them, to be filled in and brought back."""
    table = Dataset(headers=HEADINGS, title="Phân công")
    for part in parts:
        code, nominee = _key(part)
        name, person = part.assessment.participant.printed_name, part.appraiser
        table.append([code, name, nominee, person.username if person else "", str(person or "")])
    return SheetFormat().export_data(table)


def assignment_read(content: bytes, parts: Sequence[OfficeAppraisal], people: Sequence[User]) -> FileReading:
    """What a workbook would change. Sheets the file does not name stay as they are; an empty account frees a sheet."""
    try:
        table = SheetFormat().create_dataset(content)
    except SheetError as error:
        return FileReading((), (str(error),))
    faults = heading_faults(table.headers, (UNIT, NOMINEE, LOGIN), (NAME, PERSON))
    if faults:
        return FileReading((), tuple(faults))
    part_of = {_key(part): part for part in parts}
    user_of = {user.username: user for user in people}
    choices: list[Choice] = []
    seen: set[SheetKey] = set()
    for line, row in enumerate(table.dict, 2):
        key, login = (row[UNIT].strip(), row[NOMINEE].strip()), row[LOGIN].strip()
        if not any((*key, login)):
            continue
        fault = _fault(key, login, part_of, user_of, seen)
        seen.add(key)
        if fault:
            faults.append(_("Line %(line)s: %(fault)s") % {"line": line, "fault": fault})
            continue
        part, user = part_of[key], user_of.get(login)
        if part.appraiser_id != (user.pk if user else None):
            choices.append(Choice(part, part.appraiser_id, user))
    return FileReading(tuple(choices), tuple(faults))


def _key(part: OfficeAppraisal) -> SheetKey:
    sheet = part.assessment
    return sheet.participant.unit.code, sheet.nomination.full_name if sheet.person_id else ""


def _fault(
    key: SheetKey,
    login: str,
    part_of: Mapping[SheetKey, OfficeAppraisal],
    user_of: Mapping[str, User],
    seen: set[SheetKey],
) -> str:
    name = ", ".join(part for part in key if part)
    if key not in part_of:
        return _("the office has no sheet of “%(name)s” in this round.") % {"name": name}
    if key in seen:
        return _("“%(name)s” comes twice.") % {"name": name}
    if login and login not in user_of:
        return _("“%(login)s” is no appraiser of the office.") % {"login": login}
    part, user = part_of[key], user_of.get(login)
    if user and user.pk != part.appraiser_id:
        verdict = rules.may_be_assigned(user, part)
        return "" if verdict else str(verdict.reason)
    return ""
