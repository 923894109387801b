"""What the home page says of papers that wait: who approves, who numbers, nobody else."""

from documents.workflow import document_move
from reports.paper_tasks import paper_tasks
from tests import factories
from tests.documents import sample_kinds
from units.enums import Role


def lines(user) -> list[tuple[str, str]]:
    return [(task.title, task.url) for task in paper_tasks(user)]


def test_drafts_wait_for_another_leader_and_approved_ones_for_the_clerk(people):
    first = sample_kinds.drafted(people)
    page = f"/van-ban/{first.public_id}/"
    assert lines(people.leader) == [("1 văn bản chờ phê duyệt", page)]
    assert lines(people.clerk) == []
    second = sample_kinds.approved(people)
    assert lines(people.clerk) == [
        ("1 văn bản đã phê duyệt cần ký, lấy số và ban hành", f"/van-ban/{second.public_id}/")
    ]
    document_move(document=first, name="approve", by=people.leader)
    assert lines(people.leader) == []
    assert lines(people.clerk) == [("2 văn bản đã phê duyệt cần ký, lấy số và ban hành", "/van-ban/")]


def test_a_leader_does_not_approve_an_own_draft_and_others_have_no_lines(people):
    row = sample_kinds.drafted(people)
    type(row).objects.filter(pk=row.pk).update(created_by=people.leader)
    assert lines(people.leader) == []
    assert lines(factories.make_user(Role.OBSERVER)) == []
