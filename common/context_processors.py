from typing import Any

from django.http import HttpRequest

from common import clock


def portal(_request: HttpRequest) -> dict[str, Any]:
    """What every page shows: the day, and whether it is an assumed one."""
    return {"assumed_day": clock.assumed_day(), "today": clock.today()}
