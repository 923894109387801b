"""Who signs a paper and in which capacity, chosen at its approval and kept with it from then on (Decree 30/2020,
article 13: a deputy signs for the head, KT.; an officer by order, TL., or by authorisation, TUQ.; for a body, TM.).
"""

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.access import Denied, Verdict, allow
from documents.layout import Paper, SignatureBlock
from documents.papers import PaperContent
from units.models import Unit
from units.queries import signing_capacities_of

# How a line that begins with this is said in a sentence.
ACTS = {"TM.": "thay mặt", "KT.": "ký thay", "TL.": "ký thừa lệnh", "TUQ.": "ký thừa ủy quyền"}
TITLES = ("giám đốc", "hiệu trưởng", "chủ tịch", "văn phòng")
SEPARATOR = " / "


@dataclass(frozen=True)
class Signer:
    """Lines as they stand above a signature, and the name below it."""

    lines: tuple[str, ...]
    name: str

    @property
    def authority(self) -> str:
        return SEPARATOR.join(self.lines)

    @property
    def kept(self) -> dict[str, str]:
        """As a paper keeps it; `asked`: it was chosen at the approval, so the paper prints this and nothing else."""
        return {"authority": self.authority, "name": self.name, "title": capacity_words(self.lines), "asked": "1"}


def lines_read(authority: str) -> tuple[str, ...]:
    """`KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC` as lines."""
    return tuple(part.strip() for part in authority.split("/") if part.strip())


def is_on_behalf(lines: tuple[str, ...]) -> bool:
    """Whether somebody signs for another: such a paper names its signer when it is approved."""
    return any(line.startswith(tuple(ACTS)) for line in lines)


def capacity_words(lines: tuple[str, ...]) -> str:
    """The capacity inside a sentence: `Giám đốc`, `Phó Giám đốc ký thay Giám đốc`."""
    own = ", ".join(_in_a_sentence(line) for line in lines if not is_on_behalf((line,)))
    for_whom = []
    for line in reversed(lines):
        for mark, act in ACTS.items():
            if line.startswith(mark):
                for_whom.append(f"{act} {_in_a_sentence(line.removeprefix(mark))}")
    return f"{own} {', '.join(for_whom)}".strip()


def signer_facts(block: SignatureBlock) -> dict[str, str]:
    """What an issued copy keeps of its signer; `title` is the capacity as a sentence says it."""
    return {
        "authority": SEPARATOR.join(block.authority),
        "name": block.name,
        "office": block.office,
        "title": capacity_words(block.authority),
    }


def signers_known(unit: Unit, day: dt.date, printed: tuple[str, ...]) -> list[Signer]:
    """As the paper prints it, then the dated capacities of the unit, each with the person it is given to."""
    dated = [Signer(lines_read(row.authority_lines), str(row.person or "")) for row in signing_capacities_of(unit, day)]
    named = {signer.lines: signer.name for signer in dated if signer.name}
    own = [Signer(printed, named.get(printed, ""))] if printed else []
    return [*own, *(signer for signer in dated if signer.lines != printed)]


def may_sign_as(signer: Signer, known: list[Signer]) -> Verdict:
    """A capacity of the paper or of the unit on that day; where it is given to persons, one of them."""
    alike = [row for row in known if row.lines == signer.lines]
    if not alike:
        return Denied("no_capacity", _("Nobody signs in this capacity on that day."), 409)
    names = [row.name for row in alike if row.name]
    if names and signer.name not in names:
        words = _("In this capacity papers are signed by %(names)s.") % {"names": ", ".join(names)}
        return Denied("not_signer", words, 409)
    return allow


def with_signer(content: PaperContent, kept: dict[str, str]) -> PaperContent:
    """The paper signed as chosen at its approval; as it stands where nothing was chosen."""
    if not kept.get("asked"):
        return content
    signer = Signer(lines_read(kept["authority"]), kept["name"])
    context = {key: _resigned(value, signer) for key, value in content.context.items()}
    if "values" in context:
        context["values"] = {**context["values"], "quyen_han": "\n".join(signer.lines), "nguoi_ky": signer.name}
    return replace(content, context=context, signer={**content.signer, **kept})


def _resigned(value: Any, signer: Signer) -> Any:
    if isinstance(value, Paper):
        right = replace(value.signature.right, authority=signer.lines, name=signer.name)
        return replace(value, signature=replace(value.signature, right=right))
    if is_dataclass(value) and not isinstance(value, type) and "paper" in {each.name for each in fields(value)}:
        holder: Any = value
        return replace(holder, paper=_resigned(holder.paper, signer))
    return value


def _in_a_sentence(line: str) -> str:
    """`PHÓ GIÁM ĐỐC` as a sentence writes it: `Phó Giám đốc`."""
    words = line.strip().lower()
    for title in TITLES:
        words = words.replace(title, title.capitalize())
    return words[:1].upper() + words[1:]
