"""What a check-in is told of device and network: a random name, and where requests come from."""

import secrets
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

COOKIE = "perangkat"
_SALT = "courses.check_in.device"
# Four hundred days: browsers keep no cookie longer.
_AGE = 400 * 24 * 60 * 60
# Devices choose the second half of an IPv6 address themselves, and change it.
_IPV6_PREFIX = 64


def device_of(request: HttpRequest) -> str:
    """Return the name this device was given, or a new one where it has none or a false one."""
    try:
        return str(request.get_signed_cookie(COOKIE, salt=_SALT))
    except (KeyError, BadSignature):
        return secrets.token_urlsafe(16)


def remember_device(response: HttpResponse, device: str) -> HttpResponse:
    """Let the device keep its name; it says nothing about the person or the device."""
    response.set_signed_cookie(
        COOKIE,
        device,
        salt=_SALT,
        max_age=_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def network_of(request: HttpRequest) -> str:
    """Return the network a request comes from: the address, of IPv6 its first half."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_PREFIX), strict=False))
    return str(address)
