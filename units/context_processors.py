"""What the frame of every page shows of the reader: roles and the office's name."""

from typing import Any

from django.http import HttpRequest

from common import clock
from units.demo import PASSWORD, shown_accounts
from units.enums import Role
from units.queries import standing_of


def entrance(request: HttpRequest) -> dict[str, Any]:
    """On the page to sign in: the accounts of a demonstration, which everybody may know."""
    match = request.resolver_match
    if match is None or match.url_name != "account_login" or clock.assumed_day() is None:
        return {}
    accounts = [{"username": name, "role": f"{Role(role).label}, {unit}"} for name, role, unit in shown_accounts()]
    return {"demo_accounts": accounts, "demo_password": PASSWORD}


def reader(request: HttpRequest) -> dict[str, Any]:
    """Roles of the reader in words, in the order of `Role`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"user_roles": [], "standing": None}
    standing = standing_of(user)
    return {"user_roles": [Role(role).label for role in standing.roles], "standing": standing}
