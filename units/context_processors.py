"""What the frame of every page shows of the reader: roles and the office's name."""

from typing import Any

from django.http import HttpRequest

from units.enums import Role
from units.queries import standing_of


def reader(request: HttpRequest) -> dict[str, Any]:
    """Roles of the reader in words, in the order of `Role`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"user_roles": [], "standing": None}
    standing = standing_of(user)
    return {"user_roles": [Role(role).label for role in standing.roles], "standing": standing}
