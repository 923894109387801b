"""Holds: who sees and records them, and the one question that nomination, vote and decision ask."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards.enums import GroundFor
from awards.models import Hold, Subject
from awards.queries.holds import holds_on
from awards.queries.law import grounds_on
from common.access import Denied, Verdict, allow
from units.enums import Role
from units.queries import Account, standing_of

READERS = (Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER)
KEEPERS = (Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER)


def may_see_holds(user: Account) -> Verdict:
    """Personal data: for the secretary, the office in charge, the leaders and the observers."""
    if standing_of(user).has(*READERS):
        return allow
    return Denied("not_allowed", _("Suspensions are shown only to those who decide on awards and supervise it."))


def may_record_holds(user: Account) -> Verdict:
    """Recording and lifting is for the secretary and the office in charge."""
    if standing_of(user).has(*KEEPERS):
        return allow
    return Denied("not_secretary", _("Only the award secretary or the office in charge may do this."))


def is_free(subject: Subject, day: dt.date, *, reader: Account | None = None) -> Verdict:
    """Whether nothing stops an award to the subject on a day, with the rule that was in force on it (`hold_ground`).

    Asked by nomination, dossier, vote and decision, never by a self-assessment. Inside a transaction lock the row of
    the subject first (`subject_lock`). The document is named only to a `reader` who may see holds.
    """
    found = holds_on(subject, day).first()
    if found is None:
        return allow
    if reader is not None and may_see_holds(reader):
        return Denied("held", hold_words(found, day), 409)
    words = _("Consideration of this award is suspended (%(ground)s); the award secretary can say more.")
    return Denied("held", words % {"ground": hold_ground(day)}, 409)


def hold_words(hold: Hold, day: dt.date) -> str:
    """The rule of a day, the reason and the document in one sentence, for who may see holds."""
    return _("Suspended by %(document)s (%(kind)s), %(ground)s.") % {
        "document": hold.document,
        "kind": hold.get_kind_display(),
        "ground": hold_ground(day),
    }


def hold_ground(day: dt.date) -> str:
    """Where the rule stands by which an award is suspended on a day: the decree of 2023 until 30/6/2025, that of 2025
    from 01/7/2025 (article 4, clause 4). Named in general words where no law is entered for the day.
    """
    return "; ".join(grounds_on(GroundFor.HOLD, day)) or str(_("the law on emulation and commendation"))
