"""Workbooks as LibreOffice saves them: the differences to what the portal has written, put into the archive."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

ROW = re.compile(r"<row r=\"(\d+)\"[^>]*>")
CELL = re.compile(r"<c r=\"([A-Z]+\d+)\"([^>]*)><v>")
EMPTY_ROWS = 400


def saved_by_libreoffice(content: bytes) -> bytes:
    """The same cells; every sheet it hides is merely hidden, rows carry styles, styled empty rows follow the last."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "xl/workbook.xml":
                text = _book(text.decode()).encode()
            elif name.startswith("xl/worksheets/sheet"):
                text = _sheet(text.decode()).encode()
            after.writestr(name, text)
    return out.getvalue()


def _book(text: str) -> str:
    text = text.replace('state="veryHidden"', 'state="hidden"')
    return text.replace("<workbookPr", '<fileVersion appName="Calc"/><workbookPr', 1)


def _sheet(text: str) -> str:
    text = ROW.sub(r'<row r="\1" customFormat="false" ht="15" hidden="false" customHeight="false">', text)
    text = CELL.sub(lambda found: _typed(found[1], found[2]), text)
    last = max((int(number) for number in ROW.findall(text)), default=0)
    blank = "".join(
        f'<row r="{last + n}" hidden="false"><c r="A{last + n}" s="0"/><c r="XFD{last + n}" s="0"/></row>'
        for n in range(1, EMPTY_ROWS + 1)
    )
    return text.replace("</sheetData>", f"{blank}</sheetData>")


def _typed(place: str, attributes: str) -> str:
    """A number says that it is one."""
    kind = "" if ' t="' in attributes else ' t="n"'
    return f'<c r="{place}"{attributes}{kind}><v>'
