from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from awards import plan as awards_plan
from campaign import plan as campaign_plan
from common.events import event_log
from common.plan_loading import PlanLoad
from config.plan_files import PLAN_FOLDER, PlanFilesError, load_plan_files
from config.plan_schema import Plan
from criteria import plan as criteria_plan
from units import plan as units_plan


class Command(BaseCommand):
    """Load the department's plan: what is missing is made, what was changed by hand stays and is listed.

    A damaged file loads nothing; each fault is told with its file and line.
    """

    help = _("Load the plan files; what was changed by hand is listed and left as it is.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", type=Path, default=PLAN_FOLDER, help=_("Folder of the plan files."))

    def handle(self, *args: object, path: Path, **options: object) -> None:
        """Read every file first, then load all of them in one transaction."""
        try:
            plan = load_plan_files(Path(path))
        except PlanFilesError as fault:
            lines = [*map(str, fault.errors), _("Nothing was loaded.")]
            raise CommandError("\n".join(lines)) from None
        load = load_values(plan)
        for name, count in load.created.items():
            self.stdout.write(_("Made: %(count)s %(name)s") % {"count": count, "name": name})
        if not load.created:
            self.stdout.write(_("Nothing was missing."))
        if load.differences:
            self.stdout.write(
                _("%(count)s values differ from the plan and were left as they are:") % {"count": len(load.differences)}
            )
        for row in load.differences:
            self.stdout.write(
                _("- %(object)s, %(field)s: stored “%(stored)s”, in the plan “%(planned)s”")
                % {"object": row.object, "field": row.field, "stored": row.stored, "planned": row.planned}
            )


@transaction.atomic
def load_values(plan: Plan) -> PlanLoad:
    """The plan into the database, floor by floor; all of it or nothing."""
    load = PlanLoad()
    units_plan.load_part(
        load,
        kinds=plan.unit_kinds,
        units=plan.units,
        reorganisations=plan.reorganisations,
        clusters=plan.clusters,
        named_signers=frozenset({plan.root_unit}),
    )
    criteria_plan.load_part(load, sets=plan.criteria_sets)
    campaign_plan.load_part(load, plan=plan.campaign, calendar=plan.calendar)
    awards_plan.load_part(load, law=plan.law, awards=plan.awards, suggestions=plan.suggestions)
    if load.created:
        event_log(actor=None, action="plan.loaded", target=None, data={"created": load.created.total()})
    return load
