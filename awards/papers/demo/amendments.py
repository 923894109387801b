"""Examples of decisions that put an issued one right."""

from dataclasses import replace
from datetime import date

from awards.papers import amendments
from awards.papers.demo import values as v
from awards.papers.demo.decisions import decision_data
from documents.layout import Annex
from documents.papers import PaperContent

REASON = "in sai tên người được khen thưởng"
RECEIVERS = ("Như Điều 4", "Sở Nội vụ (báo cáo)", "Cổng TTĐT Sở", "Lưu: VT, VP")


def amendment() -> PaperContent:
    data = decision_data()
    right = v.CASES.individuals[1]
    return amendments.amendment(
        amendments.Amendment(
            paper=v.paper(
                "QUYẾT ĐỊNH",
                "Về việc sửa đổi Quyết định số 512/QĐ-SGDĐT về việc tặng Giấy khen",
                v.DEPARTMENT,
                "QĐ-SGDĐT",
                v.DIRECTOR_SIGNS,
                RECEIVERS,
                number=530,
                day=date(2025, 6, 30),
                check=v.CHECK,
            ),
            author=data.author,
            bases=(*v.BASES, f"{v.DECISION} của Giám đốc Sở"),
            proposer=data.proposer,
            form=v.FORM,
            decision=v.DECISION,
            reason=REASON,
            lines=(amendments.Amended("Bà H'Luyên Niê, Kế toán", right),),
            doers=data.doers,
        )
    )


def replacement() -> PaperContent:
    data = decision_data()
    head = replace(data.paper.letterhead, number=531, day=date(2025, 6, 30))
    subject = "Về việc thay thế Quyết định số 512/QĐ-SGDĐT về việc tặng Giấy khen"
    annex = Annex(
        "DANH SÁCH",
        head.citation("Quyết định", "Giám đốc Sở Giáo dục và Đào tạo"),
        "Tập thể, cá nhân được tặng Giấy khen",
        labelled=False,
    )
    award = replace(
        data,
        paper=replace(data.paper, subject=subject, letterhead=head),
        bases=(*data.bases, f"{v.DECISION} của Giám đốc Sở"),
        annex=annex,
    )
    return amendments.replacement(amendments.Replacement(award, v.DECISION, REASON))
