"""The parts of awards and papers that a reader can open: one entry of the menu, one row of links below it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.queries.council import sees_councils
from awards.rules.cycles import is_head
from awards.rules.cycles import may_list as may_list_cycles
from awards.rules.cycles import may_read as may_read_cycles
from awards.rules.decisions import may_see_decisions
from awards.rules.dossiers import may_list_dossiers
from awards.rules.holds import may_see_holds
from documents.rules import may_list as may_list_papers
from documents.rules import may_set_templates
from units.models import User

AWARDS, PAPERS = "/khen-thuong/", "/van-ban/"
# Pages of the council stand at these addresses besides those of its sessions.
COUNCIL = (f"{AWARDS}hoi-dong/", f"{AWARDS}bieu-quyet/", f"{AWARDS}truong-hop/")


@dataclass(frozen=True)
class Part:
    """`beside`: addresses that belong to it and do not begin with its own."""

    label: str
    url: str
    beside: tuple[str, ...] = ()


def belongs_here(path: str) -> bool:
    return path.startswith((AWARDS, PAPERS))


def parts_for(user: User) -> list[Part]:
    """What the reader may open, in the order of the work; asks the database only where no role tells of a council."""
    reads, decides = bool(may_read_cycles(user)), bool(may_see_decisions(user))
    offered = [
        (may_list_cycles(user), Part(_("Award cycles"), reverse("awards:cycles"))),
        (is_head(user), Part(_("Awards of the unit"), reverse("awards:unit_awards"))),
        (reads, Part(pgettext("row of parts", "Subjects"), reverse("awards:subjects"))),
        (may_list_dossiers(user), Part(pgettext("row of parts", "Dossiers"), reverse("awards:dossiers"))),
        (may_see_holds(user), Part(_("Holds"), reverse("awards:holds"))),
        (sees_councils(user), Part(_("Council"), reverse("awards:sessions"), COUNCIL)),
        (decides, Part(pgettext("row of parts", "Decisions"), reverse("awards:decisions"))),
        (decides, Part(pgettext("row of parts", "Register"), reverse("awards:register"))),
        (decides, Part(_("Letters"), reverse("awards:letters"))),
        (reads, Part(_("Funds"), reverse("awards:funds"))),
        (decides, Part(_("Recoveries"), reverse("awards:recoveries"))),
        (may_list_papers(user), Part(_("Papers"), reverse("documents:papers"))),
        # Who reads the papers finds their templates there.
        (
            may_set_templates(user) and not may_list_papers(user),
            Part(_("Templates of papers"), reverse("documents:templates")),
        ),
    ]
    return [part for may, part in offered if may]


def current_part(path: str, parts: list[Part]) -> str:
    """The address of the part that a page belongs to: the longest that its address begins with."""
    matches = [(len(start), part.url) for part in parts for start in (part.url, *part.beside) if path.startswith(start)]
    return max(matches)[1] if matches else ""
