"""The lists of awards as workbooks, for those who pay and those who hand out."""

from awards.papers.decisions import AwardDecision, PaymentList
from documents.papers import PaperContent
from documents.spreadsheet import Column, Kind, Table, workbook_bytes


def award_list_xlsx(content: PaperContent) -> bytes:
    """Two sheets: collectives, persons."""
    data: AwardDecision = content.context["data"]
    remark = f"(Kèm theo {data.annex.parent})"
    collectives = Table(
        "Tập thể",
        (data.annex.title, data.annex.subject),
        (
            Column("TT", 6, Kind.WHOLE),
            Column("Tên tập thể", 48),
            Column("Thành tích", 60),
            Column("Mức thưởng (đồng)", 18, Kind.WHOLE),
        ),
        tuple(
            (order, case.full_name, case.achievement, case.money)
            for order, case in enumerate(data.cases.collectives, start=1)
        ),
        (remark,),
        fixed=2,
    )
    persons = Table(
        "Cá nhân",
        (data.annex.title, data.annex.subject),
        (
            Column("TT", 6, Kind.WHOLE),
            Column("Ông/Bà", 9),
            Column("Họ và tên", 30),
            Column("Chức vụ", 24),
            Column("Đơn vị", 36),
            Column("Thành tích", 50),
            Column("Mức thưởng (đồng)", 18, Kind.WHOLE),
        ),
        tuple(
            (order, case.salutation, case.name, case.office, case.unit, case.achievement, case.money)
            for order, case in enumerate(data.cases.individuals, start=1)
        ),
        (remark,),
        fixed=3,
    )
    return workbook_bytes([collectives, persons], title=content.title)


def payment_list_xlsx(content: PaperContent) -> bytes:
    """One sheet with the sum in its last row."""
    data: PaymentList = content.context["data"]
    rows = tuple(
        (
            order,
            line.name,
            line.unit,
            line.form,
            line.coefficient,
            line.base_salary,
            line.amount,
            line.paid_as,
            None,
        )
        for order, line in enumerate(data.lines, start=1)
    )
    table = Table(
        "Chi thưởng",
        (data.paper.kind, data.paper.subject),
        (
            Column("TT", 6, Kind.WHOLE),
            Column("Họ và tên hoặc tập thể", 40),
            Column("Đơn vị", 36),
            Column("Hình thức", 16),
            Column("Hệ số", 9, Kind.POINTS),
            Column("Mức lương cơ sở", 14, Kind.WHOLE),
            Column("Thành tiền (đồng)", 16, Kind.WHOLE, strong=True),
            Column("Hình thức chi", 14),
            Column("Ký nhận", 18),
        ),
        (*rows, (None, "Tổng cộng", None, None, None, None, data.total, None, None)),
        (data.rule, f"Tổng cộng: {data.total_text}."),
        fixed=2,
    )
    return workbook_bytes([table], title=content.title)
