"""Payment list and list of proposals upward as workbooks."""

from awards.decision_facts import ForwardFacts, PaymentFacts
from awards.enums import PaidAs
from common.dates import format_day
from documents.spreadsheet import Column, Kind, Table, workbook_bytes

PAYMENT = (
    Column("TT", 6, Kind.WHOLE),
    Column("Họ và tên hoặc tập thể", 34),
    Column("Đơn vị", 28),
    Column("Hình thức", 14),
    Column("Hệ số", 9, Kind.POINTS),
    Column("Mức lương cơ sở", 14, Kind.WHOLE),
    Column("Cách tính", 38),
    Column("Thành tiền", 14, Kind.WHOLE, strong=True),
    Column("Hình thức chi", 14),
    Column("Ký nhận", 16),
    Column("Ghi chú", 30),
)
LIST = (
    Column("TT", 6, Kind.WHOLE),
    Column("Tập thể, cá nhân", 36),
    Column("Chức vụ", 22),
    Column("Đơn vị", 30),
    Column("Thành tích", 50),
)


def payment_workbook(facts: PaymentFacts) -> bytes:
    """The payment list; money alone is summed, souvenirs are named apart."""
    title = f"DANH SÁCH CHI TIỀN THƯỞNG {facts.form_name.upper()}"
    day = format_day(facts.day) if facts.day else ""
    rule = "thành tiền = hệ số × mức lương cơ sở tại ngày ban hành quyết định, làm tròn lên hàng chục nghìn đồng."
    remarks = (
        f"Theo Quyết định số {facts.full_symbol} ngày {day}; {rule}",
        f"Tổng tiền chi: bằng chữ: {facts.total_words}.",
    )
    rows = tuple(
        (
            line.order,
            line.name,
            line.unit,
            line.form_name,
            line.coefficient,
            line.base_salary,
            line.working,
            line.payable if line.paid_as != PaidAs.NOTHING else 0,
            line.paid_as_text,
            "",
            line.note,
        )
        for line in facts.lines
    )
    total = (None, "Tổng cộng (tiền)", "", "", None, None, "", facts.total, "", "", "")
    table = Table("Chi thưởng", (title,), PAYMENT, (*rows, total), remarks=remarks, fixed=2)
    return workbook_bytes([table], title=title)


def forward_workbook(facts: ForwardFacts) -> bytes:
    """The list that goes with the letter of submission: collectives, then persons."""
    title = f"DANH SÁCH ĐỀ NGHỊ TẶNG {facts.form_name.upper()}"
    tables = [
        Table(
            name,
            (title, name.upper()),
            LIST,
            tuple((row.order, row.name, row.title, row.unit, row.achievement) for row in lines),
            fixed=2,
        )
        for name, lines in (("Tập thể", facts.collectives), ("Cá nhân", facts.persons))
        if lines
    ]
    return workbook_bytes(tables, title=title)
