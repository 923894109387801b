"""What is wrong in a workbook and where: sheet, row, column, words (pure)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from criteria.workbook.columns import SheetSpec


@dataclass(frozen=True)
class Fault:
    """`line` and `column` are 0 where the fault is of the whole sheet or row; an empty `sheet` means the file."""

    sheet: str
    line: int
    column: int
    head: str
    text: str

    @property
    def place(self) -> str:
        """`Sheet “Tiêu chí”, row 5, column B (Mã nhóm nội dung)`."""
        names = {"sheet": self.sheet, "line": self.line, "head": self.head}
        if not self.sheet:
            return _("Workbook")
        if not self.line:
            return _("Sheet “%(sheet)s”") % names
        if not self.column:
            return _("Sheet “%(sheet)s”, row %(line)s") % names
        names["letter"] = get_column_letter(self.column)
        if not self.head:
            return _("Sheet “%(sheet)s”, row %(line)s, column %(letter)s") % names
        return _("Sheet “%(sheet)s”, row %(line)s, column %(letter)s (%(head)s)") % names

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def fault_at(sheet: SheetSpec, line: int, name: str, text: str) -> Fault:
    """A fault in a cell, by the name of its column; without a name, of the row."""
    if not name:
        return Fault(sheet.name, line, 0, "", text)
    return Fault(sheet.name, line, sheet.index(name), sheet.column(name).head, text)


def file_fault(text: str) -> Fault:
    return Fault("", 0, 0, "", text)
