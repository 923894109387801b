"""What happened in words: each app gives the words of its actions in `<app>/event_words.py`, found at the start."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.models import Event

_words: dict[str, str | Promise] = {}


def register_event_words(words: Mapping[str, str | Promise]) -> None:
    """Take the words of some actions; `%(name)s` stands for what the event's data holds under that name."""
    _words.update(words)


def event_actions() -> dict[str, str]:
    """Every action that has words, to its words without what single events add."""
    return {action: str(words).partition("%(")[0].rstrip(" :(") for action, words in _words.items()}


def event_text(event: Event) -> str:
    """One event in words; its code where nobody has given any."""
    if event.action not in _words:
        return event.action
    data = {key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in event.data.items()}
    try:
        return str(_words[event.action]) % data
    except KeyError:
        return event_actions()[event.action]


register_event_words(
    {
        "admin.added": _("Added in the back office"),
        "admin.changed": _("Changed in the back office"),
        "admin.deleted": _("Deleted in the back office"),
        "sheet.imported": _("A workbook was imported"),
        "demo.made": _("The demonstration was made"),
        "common.set_assumed_day": _("The assumed day was set"),
    }
)
