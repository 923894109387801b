"""The Vietnamese of the portal: one register, whole placeholders, no English left; and English asked for findably."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts.messages import compiled, foreign_messages, known, singular

ROOT = Path(__file__).resolve().parents[1]
APPS = ["assessments", "awards", "campaign", "common", "config", "criteria", "documents", "reports", "units"]
GETTEXT = {"_"} | {
    f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy", "_noop") if kind != "np" or lazy
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]\b|\{\w*\}")
TAG = re.compile(r"<[^>]*>")

# An official writes impersonally and asks with “Đề nghị …”; the rest is how software pleads or chats.
BANNED = re.compile(r"\b(bạn|vui lòng|làm ơn|hãy|chúng tôi|cám ơn|cảm ơn|xin lỗi|rất tiếc)\b", re.IGNORECASE)

# A Vietnamese syllable without its marks; đ reads d. Most English words are none.
SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch|c|m|ng|nh|n|p|t)?"
)
# English that reads like a Vietnamese syllable, or like none of its marks were typed.
ENGLISH = {"are", "been", "cannot", "not", "that", "the", "them", "then", "there", "this", "unit", "you", "your"}
# Words that stay as they are, by the reason.
KEPT = {
    "formats, standards and names of programs": {
        *("Debian", "DOCX", "Excel", "Google", "HTTPS", "ICS", "IPv", "JPEG", "JSON", "LDAP", "Liberation", "NFC"),
        *("Office", "Pango", "PDF", "PNG", "QR", "Serif", "SHA", "SQLite", "Unicode", "UTF", "UUID", "WAL"),
        *("WebAuthn", "Word", "XLSX", "YAML", "ZIP", "macro", "cookie"),
    },
    "measures": {"B", "byte", "GB", "KB", "MB", "mm", "pt"},
    "words of the language a template of the office is written in": {"br", "class", "endfor", "hr", "lt"},
    "short names of the department's offices": {"GDTrH", "GDĐT", "QLCL", "TC", "TCCB", "VP"},
    "symbols of kinds of documents; the head of a column of numbers": {"CP", "NĐ", "TT"},
    "keys on a keyboard": {"Command", "Control", "Ctrl", "Enter", "Esc", "TAB"},
    "values of settings and files": {"DEBUG", "False", "None", "True", "false", "last", "true"},
    "headers of the web": {"Policy", "Referer", "Referrer", "origin", "referrer", "same"},
    "single letters that are allowed in a name": {"Z", "z"},
}
# Options of commands, names from code, packages and patterns of a date: underscores, lib…-…, YYYY-MM-DD.
CODE = re.compile(
    r"--[a-z]+|\w+\.?\w*_\w+|\b(?:lib|fonts-)[\w-]+|\b[YMDH]{2,4}[-:][\w:.\[\]-]+|\[DD\][\w:.\[\] -]+|\[TZ\]"
)


def catalog() -> Catalog:
    with (ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="vi")


def pairs() -> list[tuple[str, str]]:
    """Each message with its Vietnamese, where there is one; of a counted message the plural."""
    found = []
    for message in catalog():
        source = message.id if isinstance(message.id, str) else message.id[-1]
        target = message.string if isinstance(message.string, str) else message.string[0]
        if source and target:
            found.append((source, target))
    return found


def plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def foreign_words(text: str) -> set[str]:
    """The words of a text that are not Vietnamese and have no reason to stand there."""
    bare = CODE.sub(" ", TAG.sub(" ", PLACEHOLDER.sub(" ", text)))
    kept = set().union(*KEPT.values())
    words = {word for word in re.findall(r"[^\W\d_]+", bare) if not {word, word.lower(), word.upper()} & kept}
    return {word for word in words if word.lower() in ENGLISH or not SYLLABLE.fullmatch(plain(word))}


def code_calls(source: str) -> Iterator[ast.Call]:
    """Every call of a gettext function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in GETTEXT:
                yield node


def faults_of_code(source: str) -> list[str]:
    """What keeps a message from being found or translated: a text made at run time, or .format() on its outcome."""
    found = []
    for call in code_calls(source):
        if not all(isinstance(part, ast.Constant) for part in call.args[:2]):
            found.append(f"{call.lineno}: not a plain text")
        elif sum(len(re.findall(r"%[sd]\b", str(part.value))) > 1 for part in call.args[:2]):
            found.append(f"{call.lineno}: more than one placeholder without a name")
    for node in ast.walk(ast.parse(source)):
        inner = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
        if inner is not None and node.func.attr == "format" and any(inner is call for call in _calls_in(inner)):
            found.append(f"{node.lineno}: .format()")
    return found


def _calls_in(node: ast.expr) -> list[ast.Call]:
    name = getattr(getattr(node, "func", None), "id", "")
    return [node] if isinstance(node, ast.Call) and name in GETTEXT else []


def untrimmed(template: str) -> list[str]:
    """Blocks over several lines that would carry their indentation into the message."""
    blocks = re.findall(
        r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", template, re.DOTALL
    )
    return [text.strip() for options, text in blocks if "\n" in text and "trimmed" not in options.split()]


def test_vietnamese_is_composed_unicode():
    assert [text for _, text in pairs() if not unicodedata.is_normalized("NFC", text)] == []


def test_placeholders_and_tags_are_those_of_the_english():
    def marks(text: str) -> tuple[Counter[str], Counter[str]]:
        return Counter(PLACEHOLDER.findall(text)), Counter(TAG.findall(text))

    assert [pair for pair in pairs() if marks(pair[0]) != marks(pair[1])] == []


def test_percent_signs_are_written_as_in_the_english():
    """A doubled percent sign is one on the page only where the English has it doubled too."""
    assert [pair for pair in pairs() if pair[0].count("%%") != pair[1].count("%%")] == []


def test_register_is_that_of_an_official():
    texts = [text for _, text in pairs()]
    assert [text for text in texts if "!" in text] == []
    assert [text for text in texts if BANNED.search(text)] == []
    assert [text for text in texts if re.search(r"—|\w –", text)] == []
    assert [text for text in texts if "..." in text] == []


def test_register_holds_for_what_the_apps_below_say():
    """Where neither the portal nor a catalog of its own speaks, Django's own Vietnamese is read."""
    vietnamese = compiled()
    keys = {key for key, _ in foreign_messages()}
    names = [f"{key[0]}\x04{key[1]}" if key[0] else singular(key) for key in keys]
    texts = [vietnamese.get((name, 0)) or vietnamese.get(name, "") for name in names]
    assert [text for text in texts if BANNED.search(text)] == []


def test_label_starts_with_a_capital_where_the_english_does():
    assert [
        pair
        for pair in pairs()
        if pair[0][0].isupper() and pair[1][0].isalpha() and not (pair[1][0].isupper() or foreign_start(pair[1]))
    ] == []


def foreign_start(text: str) -> bool:
    """A text that begins with a value of code (`use_natural_foreign_keys …`) keeps it."""
    return CODE.match(text) is not None


def test_no_translation_waits_for_review():
    assert [message.id for message in catalog() if message.fuzzy and message.id] == []
    assert list(catalog().obsolete) == []


def test_no_english_is_left():
    assert {text: words for _, text in pairs() if (words := foreign_words(text))} == {}


@pytest.mark.parametrize("text", ["Nhập số theo cách viết Việt Nam, ví dụ 8,5.", "Tải tệp PDF", "Thiếu %(name)s"])
def test_vietnamese_is_known(text):
    assert foreign_words(text) == set()


@pytest.mark.parametrize("text", ["Submit phiếu", "Kết quả the phase", "Lưu draft", "round 2025"])
def test_english_is_noticed(text):
    assert len(foreign_words(text)) >= 1


def test_code_asks_for_plain_texts():
    files = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    assert len(files) > 100
    assert {str(path): faults for path in files if (faults := faults_of_code(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize(
    "source", ['_(f"Sheet {x}")', '_("Sheet {}").format(x)', '_("Sheet %s" % x)', "_(name)", '_("%s of %s") % (1, 2)']
)
def test_text_made_at_run_time_is_noticed(source):
    assert len(faults_of_code(source)) == 1


def test_templates_trim_what_they_translate():
    templates = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))
    assert len(templates) > 50
    assert {str(path): found for path in templates if (found := untrimmed(path.read_text(encoding="utf-8")))} == {}


def test_untrimmed_block_is_noticed():
    assert untrimmed("{% blocktranslate %}\n  A\n{% endblocktranslate %}") == ["A"]
    assert untrimmed("{% blocktranslate trimmed with a=b %}\n  A\n{% endblocktranslate %}") == []


def test_counted_message_that_the_compiler_filled_with_english_is_missing():
    key = (None, ("%(n)s sheet", "%(n)s sheets"))
    assert not known(key, {("%(n)s sheet", 0): "%(n)s sheet"})
    assert known(key, {("%(n)s sheet", 0): "%(n)s phiếu"})


def test_gettext_goes_by_names_that_are_collected():
    """Under another name a sentence is not found for the catalogue and stays English."""
    found = [
        f"{path.relative_to(ROOT)}: {alias.asname}"
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, "_") and alias.name in GETTEXT
    ]
    assert found == []
