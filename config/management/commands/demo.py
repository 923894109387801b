from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.demo.stages import Papers, play
from assessments.demo.story import SEED
from assessments.demo.times import DAYS, Stage, cutoff
from awards.demo.stages import play_awards
from common import clock
from common.demo import MADE, assume_day, counted_ids
from common.events import event_log, seal_events
from config.database_state import bring_up_to_date
from config.demo_tables import empty_database, foreign_data, plan_redate
from config.management.commands.load_plan import load_values
from config.plan_files import PlanFilesError, load_plan_files
from documents.rendering import PaperUnavailable, paper_engine
from units.demo import account_lines, cast_make
from units.enums import Role


class Command(BaseCommand):
    """Make the demonstration: round 2023 from paper, 2024 published, 2025 and its awards in a stage, always the same.

    It replaces an earlier demonstration and refuses a database that holds anything but that and the plan. With
    DATABASE_URL it refuses, since its accounts have a password that everybody knows.
    """

    help = _("Make the demonstration in a stage, or print its accounts.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", choices=[stage.value for stage in Stage], help=_("How far 2025 has come."))
        parser.add_argument("--accounts", action="store_true", help=_("Print one account of each role."))
        parser.add_argument(
            "--allow-database-url",
            action="store_true",
            help=_("Also in the database of DATABASE_URL; never where real data is to come."),
        )
        # For tests, which need the figures: papers take most of the time.
        parser.add_argument("--papers", choices=[papers.value for papers in Papers], default=Papers.ALL, help=SUPPRESS)

    def handle(self, *args: object, stage: str | None, accounts: bool, **options: Any) -> None:
        """Make a stage unless only the accounts are asked for."""
        if stage or not accounts:
            self._make(Stage(stage or Stage.SUBMITTED), options)
        if accounts:
            self._print_accounts()

    def _make(self, stage: Stage, options: dict[str, Any]) -> None:
        if not settings.EMBEDDED and not options["allow_database_url"]:
            raise CommandError(
                _(
                    "The demonstration is only made in the embedded database, without DATABASE_URL. For a trial in a "
                    "database that never gets real data: %(option)s."
                )
                % {"option": "--allow-database-url"}
            )
        bring_up_to_date()
        try:
            plan = load_plan_files()
            paper_engine()
        except PlanFilesError as fault:
            raise CommandError("\n".join(map(str, fault.errors))) from None
        except PaperUnavailable as fault:
            raise CommandError(str(fault.reason)) from None
        if found := foreign_data(plan):
            lines = [_("The database holds more than the plan and a demonstration; nothing was changed:")]
            raise CommandError("\n".join([*lines, *(f"- {line}" for line in found)]))
        with transaction.atomic(), counted_ids():
            empty_database()
            with clock.frozen(cutoff(stage).replace(year=2023)):
                load_values(plan)
                plan_redate()
                cast = cast_make(seed=SEED)
            play(stage, cast, papers=Papers(options["papers"]), tell=self._tell)
            # Papers with a QR code carry the address of a demonstration only where there is an assumed day.
            assume_day(DAYS[stage])
            play_awards(cast, until=cutoff(stage))
            with clock.frozen(cutoff(stage)):
                event_log(actor=None, action=MADE, target=None, data={"stage": stage.value})
                seal_events()
        day = f"{DAYS[stage]:%d/%m/%Y}"
        self.stdout.write(_("The demonstration stands at %(day)s.") % {"day": day})

    def _tell(self, year: int, sheets: int) -> None:
        self.stdout.write(_("Round %(year)s: %(count)s sheets") % {"year": year, "count": sheets})
        self.stdout.flush()

    def _print_accounts(self) -> None:
        lines = account_lines({role.value: str(role.label) for role in Role})
        if not lines:
            raise CommandError(_("There is no demonstration in this database."))
        self.stdout.write("\n".join(lines))
