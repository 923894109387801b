"""The tables that the code expects, made or brought up to date."""

from django.core.management import call_command


def bring_up_to_date() -> None:
    """Carries out what is missing of the migrations; what the tables hold stays."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable")
