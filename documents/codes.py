"""The code of a paper that strangers check: random, easily read aloud, forgiving where people err (pure)."""

import re
import secrets
import unicodedata

# Crockford's letters: none is taken for a digit. 16 of them hold 80 bits, which nobody guesses.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_ALIKE = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s.\-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}_/]+")
_CODE = re.compile(f"[{LETTERS}]{{{LENGTH}}}")


def code_new() -> str:
    """A code that nothing can be learnt from, not even which papers there are."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_printed(code: str) -> str:
    """In groups of four, as it stands on the paper; older codes stay as they are."""
    if not _CODE.fullmatch(code):
        return code
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def code_read(text: str) -> str:
    """The code somebody typed: spaces, small letters and O for 0 are forgiven; empty when it cannot be one."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text[:200])).upper().translate(_ALIKE)
    return plain if _CODE.fullmatch(plain) else ""
