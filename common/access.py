"""Mechanics of access: a rule answers `allow` or `Denied(code, reason)`; a service stops by Refused."""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

# A refusal of these codes is no matter of rights: the state or the input stands against it.
STATUS_BY_CODE = {
    "stale": 409,
    "conflict": 409,
    "locked": 409,
    "state": 409,
    "duplicate": 409,
    "bad_input": 400,
}


@dataclass(frozen=True)
class Denied:
    """A refusal with its reason (lazy text). It is falsy, so `if can_edit(...)` reads as expected."""

    code: str
    reason: str | Promise = ""
    status: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.status:
            object.__setattr__(self, "status", STATUS_BY_CODE.get(self.code, 403))

    @property
    def shown_code(self) -> str:
        """What a page shows beside the message: it says no more than the message, no role and no inner name."""
        return f"{self.status}-{self.code if self.code in STATUS_BY_CODE else 'refused'}"

    def __bool__(self) -> Literal[False]:
        return False


allow: Literal[True] = True
Verdict = Literal[True] | Denied


class Refused(Exception):
    """A service stops here. `kept`: what was kept; `todo`: what the reader can do next."""

    def __init__(self, verdict: Denied, kept: str | Promise = "", todo: str | Promise = "") -> None:
        super().__init__(verdict.code)
        self.verdict = verdict
        self.kept = kept
        self.todo = todo


def require(verdict: bool | Denied, kept: str | Promise = "", todo: str | Promise = "") -> None:
    """Go on when allowed; raise Refused otherwise."""
    if verdict:
        return
    raise Refused(verdict if isinstance(verdict, Denied) else Denied("not_allowed"), kept, todo)
