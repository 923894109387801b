"""What goes into the archive of a dossier, in the order of its parts."""

from awards.archive import ArchiveFile, slug
from awards.models import DossierItem, Proposal
from awards.queries.dossiers import dossier_of, item_file, part_lines
from common.dates import format_day


def archive_files(proposal: Proposal) -> list[ArchiveFile]:
    """Every paper of the dossier; parts without one are left out (optional parts)."""
    found = []
    for order, line in enumerate(part_lines(proposal), 1):
        for item in line.items:
            stored = item_file(item)
            if stored is None:
                continue
            found.append(
                ArchiveFile(
                    order=order,
                    part=line.part.name,
                    paper=_paper(item),
                    file_name=stored.name,
                    size=stored.size,
                    sha256=stored.sha256,
                    opened=stored.file.open("rb"),
                )
            )
    return found


def _paper(item: DossierItem) -> str:
    if item.issued is not None:
        return f"{item.issued.title} ({item.issued.code})"
    return str(item.document)


def archive_facts(proposal: Proposal) -> list[tuple[str, str]]:
    """Whose dossier it is and under which law; written in Vietnamese, as papers are."""
    dossier = dossier_of(proposal)
    facts = [
        ("Hồ sơ đề nghị khen thưởng", proposal.printed_name),
        ("Đơn vị", proposal.printed_unit),
        ("Hình thức", proposal.form.name),
        ("Đợt", proposal.cycle.title),
        ("Ngày gửi", format_day(dossier.sent_at) if dossier.sent_at else ""),
        ("Ngày tiếp nhận", format_day(dossier.accepted_at) if dossier.accepted_at else ""),
        ("Quy định áp dụng", dossier.rule_set.title if dossier.rule_set else ""),
    ]
    return [(term, " ".join(value.split())) for term, value in facts if value]


def archive_name(proposal: Proposal) -> str:
    return f"ho-so-{slug(proposal.printed_name)}-{slug(proposal.form.code, 20)}.zip"
