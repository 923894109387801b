from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from campaign.models import Campaign
from config.database_state import bring_up_to_date
from units.models import User


class Command(BaseCommand):
    """Bring the database to what the code expects; what is there already is left alone.

    Without DATABASE_URL an empty database gets the demonstration, else the plan only.
    """

    help = _("Bring the database up to date and load the plan into an empty one.")

    def handle(self, *args: object, **options: object) -> None:
        """Migrate, then load what an empty database lacks, then check."""
        bring_up_to_date()
        if not Campaign.objects.exists():
            self.stdout.write(_("Loading the plan"))
            call_command("load_plan", stdout=self.stdout)
        if settings.EMBEDDED and not User.objects.exists():
            self.stdout.write(_("Making the demonstration"))
            call_command("demo", stage="submitted", stdout=self.stdout)
        call_command("check", databases=["default"], stdout=self.stdout)
