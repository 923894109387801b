"""How often one address may ask for what needs no sign-in; counted in the cache that all processes share."""

import hashlib
import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Who asks: the connection itself, or behind the trusted proxies (TRUSTED_PROXIES) what they say.

    A network of IPv6 counts as one: everybody has more addresses there than could be counted.
    """
    try:
        found = get_adapter(request).get_client_ip(request)
    except (ImproperlyConfigured, PermissionDenied):
        found = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return str(found)
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def seconds_to_wait(request: HttpRequest, action: str, *, times: int, seconds: int) -> int:
    """Count one asking; 0 when it is within the limit, else how long to wait. Nothing is counted beyond the limit."""
    who = hashlib.sha256(client_address(request).encode()).hexdigest()[:32]
    key, now = f"limit:{action}:{who}", time.time()
    recent = [moment for moment in cache.get(key, []) if now - seconds < moment <= now]
    if len(recent) >= times:
        return max(int(recent[0] + seconds - now) + 1, 1)
    cache.set(key, [*recent, now], seconds)
    return 0
