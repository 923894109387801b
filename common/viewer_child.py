"""The limited child process that opens foreign files. Run by path, alone: no Django, no project code.

Reads the file from standard input, writes the answer (JSON or a PNG) to standard output. What the file may do
is bounded by the limits set before its first byte is read.
"""

import io
import json
import resource
import sys
import zipfile
from typing import Any, NoReturn

MEMORY = 1_500 * 1024 * 1024
CPU_SECONDS = 20
MAX_PAGES = 2000
MAX_PDF_OBJECTS = 300_000
MAX_PIXELS = 80_000_000
MAX_TEXT = 200_000
MAX_ENTRIES = 5000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
REFUSED = 3

ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/Rendition"}
ACTIVE_TYPES = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"}
OFFICE_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # Nothing is written but the answer on the pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def refuse(code: str) -> NoReturn:
    answer({"refused": code})
    sys.exit(REFUSED)


def answer(value: Any) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode())


def check_pdf(data: bytes) -> None:
    import pikepdf  # noqa: PLC0415 - each kind loads its own library only

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        refuse("encrypted")
    except (pikepdf.PdfError, ValueError):
        refuse("broken")
    if pdf.is_encrypted:
        refuse("encrypted")
    if not 0 < len(pdf.pages) <= MAX_PAGES:
        refuse("too_many_pages" if len(pdf.pages) else "broken")
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and ("/JavaScript" in names or "/EmbeddedFiles" in names):
        refuse("active")
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        refuse("active")
    if "/AA" in pdf.Root or "/AF" in pdf.Root:
        refuse("active")
    if len(pdf.objects) > MAX_PDF_OBJECTS:
        refuse("too_complex")
    if any(is_active(item, pikepdf) for item in pdf.objects):
        refuse("active")


def is_active(item: Any, pikepdf: Any, depth: int = 0) -> bool:
    """Scripts, launching, sending, media and attached files, also where they stand inside another object."""
    if isinstance(item, pikepdf.Array):
        return depth < 4 and any(is_active(part, pikepdf, depth + 1) for part in direct(item, pikepdf))
    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    if "/JS" in item or "/EF" in item or str(item.get("/S", "")) in ACTIVE_ACTIONS:
        return True
    if str(item.get("/Subtype", "")) in ACTIVE_TYPES or str(item.get("/Type", "")) == "/EmbeddedFile":
        return True
    values = [item.get(key) for key in item.keys()]  # noqa: SIM118 - an object of the PDF, no dict
    return depth < 4 and any(is_active(part, pikepdf, depth + 1) for part in direct(values, pikepdf))


def direct(values: Any, pikepdf: Any) -> list[Any]:
    """The parts written inside an object; those with a number of their own are visited by themselves."""
    kinds = (pikepdf.Array, pikepdf.Dictionary)
    return [part for part in values if isinstance(part, kinds) and not part.is_indirect]


def check_image(data: bytes) -> None:
    open_image(data).load()


def open_image(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # our own limit is exact, and a warning would not stop anything
    try:
        image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        refuse("broken")
    if image.width * image.height > MAX_PIXELS:
        refuse("too_many_pixels")
    return image


def open_zip(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        refuse("broken")
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        refuse("bomb")
    if unpacked > 20 * 1024 * 1024 and unpacked > MAX_RATIO * max(packed, 1):
        refuse("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        refuse("encrypted")
    if not entries or min(entry.header_offset for entry in entries) != 0:
        refuse("polyglot")
    return archive


def check_office(data: bytes, kind: str) -> None:
    archive = open_zip(data)
    names = [name.lower() for name in archive.namelist()]
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        refuse("broken")
    try:
        types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, NotImplementedError):
        refuse("mismatch")
    if "macroEnabled" in types or any("vbaproject" in name or "/macrosheets/" in name for name in names):
        refuse("macro")
    if OFFICE_MAIN[kind] not in types:
        refuse("mismatch")
    if any("oleobject" in name or "/activex/" in name or name.endswith((".exe", ".js")) for name in names):
        refuse("active")
    for name in archive.namelist():
        if name.endswith("settings.xml.rels") and b"External" in archive.read(name):
            refuse("active")


def check(data: bytes, kind: str) -> None:
    if kind == "pdf":
        check_pdf(data)
    elif kind in OFFICE_MAIN:
        check_office(data, kind)
    else:
        check_image(data)
    answer({"ok": True})


def count(data: bytes, kind: str) -> None:
    if kind != "pdf":
        answer({"pages": 0 if kind in OFFICE_MAIN else 1})
        return
    import pypdfium2  # noqa: PLC0415

    answer({"pages": len(pypdfium2.PdfDocument(data))})


def page(data: bytes, kind: str, number: int, width: int) -> None:
    """A page as a PNG of at most `width` pixels across."""
    from PIL import ImageOps  # noqa: PLC0415

    if kind == "pdf":
        import pypdfium2  # noqa: PLC0415

        leaf = pypdfium2.PdfDocument(data)[number - 1]
        across, down = leaf.get_size()
        # A page ten times as long as wide is drawn smaller, not cut.
        scale = min((width - 0.5) / across, 10 * width / down)
        image = leaf.render(scale=scale).to_pil()
    else:
        image = ImageOps.exif_transpose(open_image(data))
        image.thumbnail((width, 10 * width))
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


def text(data: bytes, kind: str, number: int) -> None:
    """The text of a page; of the whole file for DOCX and XLSX, which have no pages here."""
    if kind == "pdf":
        import pypdfium2  # noqa: PLC0415

        found = pypdfium2.PdfDocument(data)[number - 1].get_textpage().get_text_bounded()
    elif kind == "docx":
        found = docx_text(data)
    elif kind == "xlsx":
        found = xlsx_text(data)
    else:
        found = ""
    answer({"text": found[:MAX_TEXT]})


def docx_text(data: bytes) -> str:
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    lines: list[str] = []
    size = 0
    with open_zip(data).open("word/document.xml") as stream:
        for _event, element in iterparse(stream):
            if element.tag == f"{WORD}p":
                lines.append("".join(part.text or "" for part in element.iter(f"{WORD}t")))
                size += len(lines[-1])
                element.clear()
            if size > MAX_TEXT:
                break
    return "\n".join(lines)


def xlsx_text(data: bytes) -> str:
    from openpyxl import load_workbook  # noqa: PLC0415

    lines: list[str] = []
    open_zip(data)
    for sheet in load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[:20]:
        lines.append(f"[{sheet.title}]")
        for row in sheet.iter_rows(max_row=500, max_col=40, values_only=True):
            cells = ["" if cell is None else str(cell)[:500] for cell in row]
            if any(cells):
                lines.append("\t".join(cells).rstrip())
        if sum(map(len, lines)) > MAX_TEXT:
            break
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    limit()
    action, kind, *numbers = arguments
    data = sys.stdin.buffer.read()
    try:
        actions: dict[str, Any] = {"check": check, "count": count, "page": page, "text": text}
        actions[action](data, kind, *map(int, numbers))
    except MemoryError:
        refuse("too_complex")
    except Exception:  # noqa: BLE001 - a parser may raise anything on a hostile file
        refuse("broken")


if __name__ == "__main__":
    main(sys.argv[1:])
