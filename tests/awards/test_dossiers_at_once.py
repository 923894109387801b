"""Two people answer one dossier at the same moment: one answer stands, the other person is told."""

import pytest

from awards.enums import DossierState, ProposalState
from awards.models import Dossier, DossierItem, DossierReturn, Proposal
from awards.services.dossier_answers import dossier_accept, dossier_return
from awards.services.dossiers import PaperFacts, dossier_send, item_add_file
from common import clock
from common.models import Event
from tests import factories
from tests.awards import gathered
from tests.test_concurrency import at_once
from units.enums import Role

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(gathered.NOW):
        yield


def test_accepted_or_returned_but_never_both():
    row = gathered.sent()
    version = Dossier.objects.get().version
    first = gathered.secretary()
    second = factories.make_user(Role.AWARD_SECRETARY, unit=factories.office(factories.AWARD))
    values = gathered.return_values(row)

    def accept() -> None:
        dossier_accept(proposal=row, expected_version=version, by=first)

    def give_back() -> None:
        dossier_return(proposal=row, expected_version=version, values=values, by=second)

    assert at_once(accept, give_back) == ["done", "state"]
    dossier, returns = Dossier.objects.get(), DossierReturn.objects.count()
    assert (dossier.state, returns) in {(DossierState.ACCEPTED, 0), (DossierState.RETURNED, 1)}
    is_accepted = dossier.state == DossierState.ACCEPTED
    assert (Proposal.objects.get().state == ProposalState.COMPLETE) is is_accepted
    assert Event.objects.filter(action__in=["dossier.accepted", "dossier.returned"]).count() == 1


def test_two_clicks_on_send_make_one_sending_and_one_file_stands_once():
    row = gathered.proposal()
    head = gathered.head(row)
    part = gathered.required_parts(row)[0]

    def add() -> None:
        item_add_file(proposal=row, part=part, uploaded=factories.pdf_file(), facts=PaperFacts(), by=head)

    assert at_once(add, add) == ["done", "duplicate"]
    assert (Dossier.objects.count(), DossierItem.objects.count()) == (1, 1)
    for code in ("report", "sheet"):
        gathered.add(row, code)

    def send() -> None:
        dossier_send(proposal=row, by=head)

    assert at_once(send, send) == ["done", "state"]
    assert Event.objects.filter(action="dossier.sent").count() == 1
