"""Registration at the opening of the running round: who takes part with which targets, who declines, who waits."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from decimal import Decimal

from assessments.answer_points import item_rule
from assessments.demo import story
from assessments.demo.papers import Press
from assessments.demo.times import ROUNDS
from assessments.queries import targets_of
from assessments.registering import targetable_items
from assessments.services.registration import registration_confirm, registration_decline, registration_save
from campaign.models import Participant, Round
from campaign.queries import participants_of
from common import clock
from common.numbers import half_up
from criteria.enums import ItemKind
from criteria.models import Item
from documents.papers import PaperContent
from units.demo import Cast

WORDS = (
    "Đăng ký hoàn thành việc sửa chữa, nâng cấp cơ sở vật chất theo kế hoạch vốn; ưu tiên mua sắm thiết bị dạy học.",
    "Rà soát, sửa đổi quy chế chi tiêu nội bộ; công khai thu, chi đúng hạn; dùng chung phòng học bộ môn giữa các khối.",
    "Đưa hồ sơ công việc lên môi trường điện tử; theo dõi điện, nước hằng tháng; xử lý dứt điểm tài sản hỏng.",
)


def register(round: Round, cast: Cast, press: Press, reached: Callable[[dt.datetime], bool]) -> None:
    """Every unit in the first two days of the round, as far as they have come."""
    participants = list(participants_of(round))
    items = targetable_items(round, participants)

    def printed(content: PaperContent) -> bytes:
        return press.paper(content.template, content.context, content.title).result()

    for participant in participants:
        code = participant.unit.code
        if code == story.UNREGISTERED:
            continue
        chance = random.Random(f"{story.SEED}:{code}:registration")  # noqa: S311 - the same every time
        written = ROUNDS[round.year].opened + dt.timedelta(minutes=chance.randint(30, 480))
        answered = written + dt.timedelta(hours=24, minutes=chance.randint(0, 120))
        if not reached(written):
            continue
        with clock.frozen(written):
            row = registration_save(
                participant=participant,
                expected_version=0,
                words=chance.choice(WORDS),
                targets=dict(_targets(participant, items[participant.unit_id], chance)),
                by=cast.editor(code),
            )
        if code == story.SHOWN or not reached(answered):
            continue
        head = cast.head(code)
        with clock.frozen(answered):
            if code == story.DECLINED[0]:
                registration_decline(
                    participant=participant, expected_version=row.version, reason=story.DECLINED[1], by=head
                )
            else:
                registration_confirm(participant=participant, expected_version=row.version, by=head, press=printed)


def _targets(participant: Participant, items: Iterable[Item], chance: random.Random) -> Iterable[tuple[str, Decimal]]:
    """Figures near the target of the set or of the unit, on its side of the baseline."""
    given = targets_of(participant)
    for item in items:
        rule = item_rule(item, given.get(item.pk))
        start, goal = rule.baseline or Decimal(0), rule.target or Decimal(0)
        share = Decimal(chance.randint(80, 100)) / 100
        yield item.code, half_up(start + (goal - start) * share, 0 if item.kind == ItemKind.NUMBER else 1)
