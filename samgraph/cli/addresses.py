"""What a server is told of the addresses around it: checked before anything is served."""

from __future__ import annotations

import re
from ipaddress import ip_network

import click

_ORIGIN = re.compile(r"(?:https?://[A-Za-z0-9.\-]+(?::\d+)?|https?://\[[0-9A-Fa-f:.]+\](?::\d+)?)")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%\-]*)*")


def base_url(ctx: click.Context, param: click.Parameter, text: str) -> str:
    """Refuse an address that is none of the web's, or that has more than host, port and path."""
    found = _ORIGIN.match(text)
    if text and not (found and _PATH.fullmatch(text, found.end())):
        message = f"{text!r} is no address of a server; write it as https://example.org/plan"
        raise click.BadParameter(message, ctx, param)
    return text


def site(ctx: click.Context, param: click.Parameter, text: str) -> str:
    """Refuse what no browser sends as the origin of a page."""
    if text not in ("", "*", "null") and not _ORIGIN.fullmatch(text):
        message = f"{text!r} is no site; write it as https://example.org, or * for any"
        raise click.BadParameter(message, ctx, param)
    return text


def proxy_address(ctx: click.Context, param: click.Parameter, text: str) -> str:
    """Refuse what is neither an IP address, a network of them nor *, or a list of these."""
    for one in filter(None, (part.strip() for part in text.split(","))):
        try:
            ip_network("0.0.0.0" if one == "*" else one)  # noqa: S104 - it is not listened to
        except ValueError as error:
            message = f"{one!r} is no IP address; write it as 10.0.0.1 or 10.0.0.0/24"
            raise click.BadParameter(message, ctx, param) from error
    return text
