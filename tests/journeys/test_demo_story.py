"""The demonstration as its visitors find it: every role's pages, wide and on a phone."""

import io

import pytest
from django.core.management import call_command

from assessments.models import Assessment, OfficeAppraisal
from common.events import verify_chain
from tests.config.demo_stages import (
    check_accounts,
    check_draft,
    check_evidence,
    check_figures,
    check_nothing_is_later_than_its_round,
    check_registrations,
    check_submitted,
)
from tests.config.demo_story import make
from units.enums import Role
from units.models import Membership, User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
COMMON = ("/", "/ky/", "/giai-doan/1/", "/giai-doan/2/", "/ke-hoach/", "/tieu-chi/", "/don-vi/", "/thong-bao/")


@pytest.fixture
def in_time():
    """The demonstration brings its own day along."""


@pytest.fixture
def demo(transactional_db) -> None:
    """The stages draft and submitted, one after the other, each with what it has to hold."""
    call_command("load_plan", stdout=io.StringIO())
    make("draft")
    check_draft()
    check_nothing_is_later_than_its_round()
    check_registrations()
    check_accounts()
    made = User.objects.count()
    make("submitted", papers="running")
    check_submitted()
    check_evidence()
    check_figures()
    check_registrations()
    assert User.objects.count() == made
    assert verify_chain().ok


def test_the_pages_of_every_role(demo, people):
    for role in Role:
        person = people(account_of(role))
        for path in (*(COMMON if role is Role.LEADER else COMMON[:1]), *pages_of(role, person.user)):
            person.page.set_viewport_size(WIDE)
            person.visit(path)
            person.page.set_viewport_size(PHONE)
            assert person.overflow() <= 0, (role, path)
        # The first page of each once more as a phone gets it.
        person.visit("/")
        person.context.close()


def account_of(role: Role) -> User:
    """The first account with this role; a unit's people are those of a unit that has sent its sheet."""
    held = Membership.objects.filter(role=role).select_related("user").order_by("user__username")
    if role in (Role.UNIT_EDITOR, Role.UNIT_HEAD):
        sent = Assessment.objects.filter(participant__round__year=2025, state="received")
        held = held.filter(unit__in=sent.values("participant__unit"))
    return held[0].user


def pages_of(role: Role, user: User) -> list[str]:
    """What the role works with besides its home page."""
    units = user.memberships.values("unit")
    if role is Role.UNIT_EDITOR:
        sheet = Assessment.objects.filter(participant__unit__in=units, state="received")[0]
        return [f"/phieu/{sheet.public_id}/", f"/phieu/{sheet.public_id}/lich-su/"]
    if role is Role.UNIT_HEAD:
        sheet = Assessment.objects.filter(participant__unit__in=units, state="published")[0]
        return [f"/phieu/{sheet.public_id}/", f"/giai-doan/1/{sheet.participant.unit.code}/"]
    if role is Role.APPRAISER:
        part = OfficeAppraisal.objects.filter(office__in=units, assessment__state="appraising")[0]
        return ["/tham-dinh/", f"/tham-dinh/{part.assessment.public_id}/"]
    if role is Role.CAMPAIGN_MANAGER:
        return ["/tham-dinh/", "/ky/2025/", "/ky/2024/", "/ky/2024/ket-qua/", "/tieu-chi/KCHT-TKCLP/1/"]
    if role is Role.LEADER:
        return ["/ky/2025/", "/don-vi/TCCB-TC/"]
    return []
