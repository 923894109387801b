"""Secret ballots at rest. Nothing here knows a member: a ballot has a case, a choice and a random id.

With every ballot that comes in, and once more at the closing, all ballots of the poll are written anew in one
transaction under new random ids and in the order of these ids, and so are the rows of turnout. What a database keeps
beside the columns (places, numbers, transactions of rows) is then the same for all of them.
"""

from collections.abc import Iterable

from django.db.models import BooleanField, Case, F, Value, When
from django.views.decorators.debug import sensitive_variables

from awards.models import Ballot, Poll, Turnout

Mark = tuple[int, str]


@sensitive_variables()
def ballots_write(poll: Poll, marks: Iterable[Mark] = ()) -> None:
    """Writes all ballots of a poll anew together with new ones; `marks`: case id and choice."""
    kept = Ballot.objects.filter(case__poll=poll)
    known: list[Mark] = list(kept.values_list("case_id", "choice"))
    kept.delete()
    rows = [Ballot(case_id=case_id, choice=choice) for case_id, choice in [*known, *marks]]
    Ballot.objects.bulk_create(sorted(rows, key=lambda row: row.id))


def turnout_mark(poll: Poll, member_id: int) -> None:
    """Notes that a member has voted, in one statement that writes the rows of all members."""
    poll.turnout.update(
        has_voted=Case(When(member_id=member_id, then=Value(True)), default=F("has_voted"), output_field=BooleanField())
    )


def ballots_seal(poll: Poll) -> None:
    """At the closing: ballots and turnout for the last time, in orders of their own, under new keys."""
    ballots_write(poll)
    turnout = poll.turnout.order_by("member__order", "member_id")
    known = list(turnout.values_list("member_id", "has_voted"))
    poll.turnout.all().delete()
    Turnout.objects.bulk_create(
        Turnout(poll=poll, member_id=member_id, has_voted=has_voted) for member_id, has_voted in known
    )


def ballots_forget(poll: Poll) -> None:
    """Destroys the ballots of a vote that is void before its closing; nobody has counted them."""
    Ballot.objects.filter(case__poll=poll).delete()
