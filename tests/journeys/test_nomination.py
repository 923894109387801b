"""From the published result of a phase to confirmed nominations: four people, each with the own part."""

import datetime as dt
from collections.abc import Iterator

import pytest

from awards.enums import SubjectKind
from awards.models import AwardCycle, Hold, Proposal
from awards.queries.cycles import quotas_of
from awards.services.earlier_awards import EarlierAward, earlier_awards_enter
from awards.services.subjects import subject_of
from common import clock
from tests import factories
from tests.awards import cycle_world as world
from tests.journeys.awarding import TAKE, begins_a_cycle, fixes_the_quotas, opens_it
from tests.journeys.support import Person
from units.models import Unit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SEND = "main form button[type=submit]"
REPORT = "Lập sổ theo dõi điện, nước của từng phòng học; chi phí điện năm 2024 giảm 18% so với năm 2023."


@pytest.fixture
def days(in_time) -> Iterator[None]:
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def published(days) -> None:
    """Three published rounds of four schools: one ahead, two of the same points, one just below 80."""
    units = world.schools(95, 92, 92, 79)
    world.phase_run(units, units, units)
    world.fund()
    earlier_awards_enter(
        lines=[
            EarlierAward(
                kind=SubjectKind.UNIT, unit=school(1), form_code="GK-SO", achievement="Có thành tích năm 2024",
                achievement_from=dt.date(2024, 1, 1), achievement_to=dt.date(2024, 12, 31), amount=1_410_000,
            )
        ],
        document=world.document("61/QĐ-SGDĐT"), by=world.secretary(),
    )  # fmt: skip


def school(place: int) -> Unit:
    return Unit.objects.get(code=f"TRUONG-{place}")


def key(place: int) -> str:
    return f"u{school(place).pk}"


def test_from_a_published_phase_to_confirmed_nominations(published, people):
    secretary = people(world.secretary())
    begins_a_cycle(secretary)
    fixes_the_quotas(secretary)
    opens_it(secretary)
    cycle = AwardCycle.objects.get()
    reads_the_suggestion(secretary)
    tries_another_number(secretary, cycle)
    is_refused_whoever_is_held(secretary, cycle)
    takes_two_names(secretary)
    manager = people(world.manager())
    confirms_them(manager, cycle)
    head = people(factories.head_of(school(1)), width=390)
    proposes_a_person(head, cycle)
    is_refused_a_second_form(head, cycle)
    manager.visit("/")
    manager.press(f'main a[href="/khen-thuong/dot/{cycle.pk}/xac-nhan/"]')
    assert "1 trường hợp chờ xác nhận" in manager.text()
    assert REPORT in manager.text()
    states = dict(Proposal.objects.values_list("printed_name", "state"))
    assert states == {
        "Trường THPT Số 1": "nominated",
        "Trường THPT Số 4": "nominated",
        "Phạm Thị Hoa": "suggested",
    }


def reads_the_suggestion(secretary: Person) -> None:
    """Each line says where it stands and why; the award of 2024 stands beside the first."""
    secretary.press('main .tasks a[href$="/goi-y/"]')
    secretary.press('main .tabs a[href*="/GK-GD-TT/"]')
    text = secretary.text()
    assert "Kết quả 95,00 (từ 80,00)" in text
    assert "Không thiếu kỳ nào" in text
    assert "61/QĐ-SGDĐT" in text
    assert "Suýt đạt" in text
    assert "1.410.000" in text
    ticked = secretary.page.locator("main tbody input[name=key]:checked")
    assert [box.input_value() for box in ticked.all()] == [key(1)]


def tries_another_number(secretary: Person, cycle: AwardCycle) -> None:
    """Two of the cluster: the tied schools are told, nobody comes in; three: both do. Nothing is stored."""
    slider = secretary.page.locator("[name='sl-C1']")
    slider.focus()
    secretary.page.keyboard.press("ArrowRight")
    assert secretary.page.locator("[name='sl-C1'] + output").inner_text() == "2"
    secretary.press("main form[method=get] button[type=submit]")
    assert "sl-C1=2" in secretary.page.url
    assert secretary.page.get_by_text("Bằng nhau ở ranh giới: Hội đồng quyết định").count() == 2
    secretary.page.locator("[name='sl-C1']").focus()
    secretary.page.keyboard.press("ArrowRight")
    secretary.press("main form[method=get] button[type=submit]")
    assert "Được thêm vào: Trường THPT Số 2; Trường THPT Số 3" in secretary.text()
    assert "4.230.000" in secretary.text()
    assert {row.number for row in quotas_of(cycle) if row.heading.rule.code == "GK-GD-TT"} == {1}
    secretary.press('main form[method=get] a:has-text("Trở lại quy tắc")')


def is_refused_whoever_is_held(secretary: Person, cycle: AwardCycle) -> None:
    """A hold recorded while the page is read stops the whole list; the page says why, and leaves no box to tick."""
    paper = world.document("77/TB-TTr")
    paper.save()
    row = Hold.objects.create(
        subject=subject_of(unit_id=school(1).pk), kind="inspection", document=paper, from_on=dt.date(2025, 6, 19),
        recorded_by=world.manager(), recorded_at=clock.now(),
    )  # fmt: skip
    secretary.press(TAKE, status=409)
    assert "Trường THPT Số 1: Tạm dừng xét theo Quyết định số 77/TB-TTr" in secretary.text()
    assert "Điều 4 Nghị định 98/2023/NĐ-CP" in secretary.text()
    assert secretary.page.locator(f"main input[name=key][value={key(1)}]").count() == 0
    assert not Proposal.objects.filter(cycle=cycle).exists()
    row.delete()
    secretary.press('main .tabs a[href*="/GK-GD-TT/"]')


def takes_two_names(secretary: Person) -> None:
    """The award of 2024 asks for a reason, and so does a school below the threshold; what was typed stays."""
    secretary.page.locator(f"main input[name=key][value={key(4)}]").check()
    secretary.page.locator(f"[name=reason-{key(4)}]").fill("Vượt khó sau lũ.")
    secretary.press(TAKE, status=409)
    assert "61/QĐ-SGDĐT; cần nêu lý do" in secretary.text()
    assert secretary.page.locator(f"[name=reason-{key(4)}]").input_value() == "Vượt khó sau lũ."
    secretary.page.locator(f"[name=earlier-{key(1)}]").fill("Thành tích của cả giai đoạn.")
    secretary.press(TAKE)
    assert Proposal.objects.filter(state="suggested").count() == 2
    secretary.visit(f"/khen-thuong/dot/{AwardCycle.objects.get().pk}/xac-nhan/")
    assert "Người đề nghị không tự xác nhận" in secretary.text()


def confirms_them(manager: Person, cycle: AwardCycle) -> None:
    """From the home page: the number, the names, the box; unread it is refused."""
    manager.visit("/")
    manager.press(f'main a[href="/khen-thuong/dot/{cycle.pk}/xac-nhan/"]')
    assert "2 trường hợp chờ xác nhận" in manager.text()
    manager.press("main form button[type=submit]", status=422)
    manager.page.locator("#id_seen").check()
    manager.press("main form button[type=submit]")
    assert Proposal.objects.filter(state="nominated", confirmed_by=manager.user).count() == 2


def proposes_a_person(head: Person, cycle: AwardCycle) -> None:
    """On a phone, from the home page; without the report it is refused, what was typed stays."""
    head.visit("/")
    head.press(f'main a[href="/khen-thuong/dot/{cycle.pk}/de-xuat/"]')
    head.press('main a[href$="/ca-nhan/"]')
    head.page.locator("#id_heading").select_option("GK-GD-CN")
    for name, value in {"full_name": "Phạm Thị Hoa", "job_title": "Giáo viên"}.items():
        head.page.locator(f"#id_{name}").fill(value)
    head.press(SEND, status=422)
    assert head.page.locator("#id_full_name").input_value() == "Phạm Thị Hoa"
    head.page.locator("#id_report").fill(REPORT)
    head.press(SEND)
    assert "Phạm Thị Hoa" in head.text()


def is_refused_a_second_form(head: Person, cycle: AwardCycle) -> None:
    """One person, one period, two forms: refused with the form that stands."""
    head.press('main a[href$="/ca-nhan/"]')
    head.page.locator("#id_heading").select_option("BK-TINH")
    head.page.locator("#id_person").select_option(label="Phạm Thị Hoa (Giáo viên)")
    head.page.locator("#id_job_title").fill("Giáo viên")
    head.page.locator("#id_report").fill(REPORT)
    head.press(SEND, status=409)
    assert "Phạm Thị Hoa đã được đề nghị Giấy khen của Giám đốc Sở" in head.text()
    assert Proposal.objects.filter(cycle=cycle, printed_name="Phạm Thị Hoa").count() == 1
