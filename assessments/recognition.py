"""Which levels of recognition a criterion gives points for, read off its options (plan III.1.d)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from assessments.enums import InitiativeLevel
from assessments.models import Answer, Initiative

# By these words the options of a criteria set name a level.
WORDS = {
    InitiativeLevel.PROVINCE: "cấp tỉnh",
    InitiativeLevel.GRASSROOTS: "cấp cơ sở",
    InitiativeLevel.UNIT: "thủ trưởng đơn vị",
}


def levels_known(texts: Iterable[str]) -> dict[InitiativeLevel, str]:
    """Level to the option that names it, in the order of the options."""
    found: dict[InitiativeLevel, str] = {}
    for text in texts:
        for level, words in WORDS.items():
            if words in text.casefold():
                found.setdefault(level, text)
    return found


def level_warning(initiative: Initiative, answer: Answer, answers: Sequence[Answer]) -> str:
    """What to say when an initiative brings no points at its criterion; empty when it does, or no option tells.

    `answers` are those of the whole report.
    """
    facts = {"name": initiative.name, "level": initiative.get_level_display(), "code": answer.item.code}
    known = _levels_at(answer)
    if initiative.level in known:
        return ""
    if known:
        text = _(
            "“%(name)s” is recognised as “%(level)s”, a level that %(code)s does not know: it gives points for "
            "%(levels)s. Look at the level of the initiative."
        )
        return text % (facts | {"levels": _listed(known)})
    home = next((row for row in answers if _levels_at(row)), None)
    if home is None:
        return ""
    text = _(
        "“%(name)s” stands at %(code)s, which gives no points for an initiative; %(home)s does, for %(levels)s. Take "
        "it off here and add it there."
    )
    return text % (facts | {"home": home.item.code, "levels": _listed(_levels_at(home))})


def _levels_at(answer: Answer) -> dict[InitiativeLevel, str]:
    return levels_known(option.text for option in answer.item.options.all())


def _listed(known: dict[InitiativeLevel, str]) -> str:
    return "; ".join(f"“{text}”" for text in dict.fromkeys(known.values()))
