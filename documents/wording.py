"""Small rules of written papers: Roman numerals and lines of even length."""

import re
import textwrap
from math import ceil

# A hyphen between two words never begins a line.
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BEFORE_HYPHEN = f"{_NO_BREAK}- "
# Words of two syllables and names that a centred line never parts, in any case of letters.
_HELD = re.compile(
    r"\b(?:thi đua - khen thưởng|giáo dục và đào tạo|phát triển|kết cấu|hạ tầng|đồng bộ|hiện đại|đẩy mạnh|thực hành|"
    r"tiết kiệm|lãng phí|phong trào|thi đua|khen thưởng|giấy khen|bằng khen|thành tích|xuất sắc|tập thể|cá nhân|"
    r"giai đoạn|hội đồng|giáo dục|đào tạo|đề nghị|quyết định|đính chính|danh sách|kết quả|thực hiện|đánh giá|"
    r"thẩm định|tổng hợp|thành viên|ý kiến|hồ sơ|công khai|trung tâm|phổ thông|dân tộc|nội trú|thường trực|"
    r"đắk nông|đắk glong|đắk mil|đắk song|lâm đồng|gia nghĩa|năm \d{4}|\d{4} - \d{4})(?!\w)",
    re.IGNORECASE,
)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Number of an annex or part, 1 to 39; ValueError outside."""
    if not 1 <= number <= 39:
        raise ValueError(number)
    signs = ""
    for value, sign in _ROMAN:
        while number >= value:
            signs += sign
            number -= value
    return signs


def balanced_lines(text: str, width: int) -> tuple[str, ...]:
    """The fewest lines of at most `width` signs, of nearly even length, so that a rule below a centred name
    measures against its text and not against the column. Line breaks in the text stay; a longer word stands alone.

    Words of several syllables are held together where that costs no line.
    """
    lines: list[str] = []
    for part in text.splitlines():
        plain = " ".join(part.split())
        loose = _balanced(plain.replace(" - ", _BEFORE_HYPHEN), width)
        held = _balanced(_HELD.sub(_hold, plain).replace(" - ", _BEFORE_HYPHEN), width)
        fits = len(held) <= len(loose) and all(len(line) <= width for line in held)
        lines += held if fits else loose
    return tuple(line.replace(_NO_BREAK, " ") for line in lines)


def _hold(found: re.Match[str]) -> str:
    return found[0].replace(" ", _NO_BREAK)


def _balanced(text: str, width: int) -> list[str]:
    fewest = len(_wrap(text, width))
    for narrower in range(ceil(len(text) / max(fewest, 1)), width):
        lines = _wrap(text, narrower)
        if len(lines) <= fewest:
            return lines
    return _wrap(text, width)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)
