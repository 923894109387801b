"""The calibration sheet: a grid in millimetres and every box with its name, to be laid over the stock."""

from documents.certificates.design import Box, Design
from documents.certificates.faces import faces
from documents.certificates.sheet import Sheet, Stroke, Text

PALE, LINE, BOX = "#d9d9d9", "#8c8c8c", "#a8141c"
CROSS = 10.0


def calibration_sheet(design: Design, *, title: str) -> Sheet:
    """Grid every 10 mm, crosses 10 mm from the edges, and the boxes where the certificate would print them."""
    strokes, texts = _grid(design.width, design.height)
    for box in design.shown:
        x, y = box.x + design.shift_x, box.y + design.shift_y
        strokes += _frame(x, y, box.width, box.height)
        texts.append(Text(x + 0.8, y + 2.6, _label(box), 6.5, "bold", BOX))
    x, y, size = design.qr_x + design.shift_x, design.qr_y + design.shift_y, design.qr_size
    strokes += _frame(x, y, size, size)
    texts.append(Text(x + 0.8, y + 2.6, "Mã QR", 6.5, "bold", BOX))
    help_lines = (
        "TỜ CANH CHỈNH: in ở tỷ lệ 100%, đặt chồng lên phôi, soi trước ánh sáng.",
        "Đo khoảng lệch của dấu thập so với mép phôi (10 mm), nhập vào “Dịch ngang”, “Dịch dọc” rồi in lại.",
        f"Đang dịch: ngang {design.shift_x:+.1f} mm, dọc {design.shift_y:+.1f} mm.".replace(".", ",", 2),
    )
    for index, line in enumerate(help_lines):
        texts.append(Text(26, 13.5 + index * 3.4, line, 8, "bold" if not index else "regular"))
    return Sheet(design.width, design.height, title, tuple(texts), tuple(strokes), (), bordered=False)


def _label(box: Box) -> str:
    return f"{box.label} ({box.x:g}; {box.y:g}; {box.width:g} × {box.height:g}; cỡ {box.size:g})".replace(".", ",")


def _grid(width: float, height: float) -> tuple[list[Stroke], list[Text]]:
    strokes, texts = [], []
    small = faces()["regular"]
    for x in range(10, int(width), 10):
        strokes.append(Stroke(x, 0, x, height, 0.15 if x % 50 else 0.3, PALE if x % 50 else LINE))
        texts.append(Text(x - small.width(str(x), 6) / 2, 4.5, str(x), 6))
    for y in range(10, int(height), 10):
        strokes.append(Stroke(0, y, width, y, 0.15 if y % 50 else 0.3, PALE if y % 50 else LINE))
        texts.append(Text(1.2, y + 0.8, str(y), 6))
    for left in (CROSS, width - CROSS):
        for top in (CROSS, height - CROSS):
            strokes.append(Stroke(left - 6, top, left + 6, top, 0.35))
            strokes.append(Stroke(left, top - 6, left, top + 6, 0.35))
    return strokes, texts


def _frame(x: float, y: float, width: float, height: float) -> list[Stroke]:
    right, below = x + width, y + height
    sides = ((x, y, right, y), (right, y, right, below), (right, below, x, below), (x, below, x, y))
    return [Stroke(*side, 0.25, BOX) for side in sides]
