"""Who is asking: from the environment, never from the command line, and never shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from samgraph.errors import EngineError

USER, PASSWORD, TOKEN = "SAMGRAPH_USER", "SAMGRAPH_PASSWORD", "SAMGRAPH_TOKEN"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name with its password, or a token; or nothing of these."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        """Tell whether there is anything to send."""
        return bool(self.user or self.token)

    def hidden(self, text: str) -> str:
        """Return what a server said without what it repeats of the credentials."""
        for secret in (self.password, self.token):
            if secret:
                text = text.replace(secret, "…")
        return text


def read_credentials(environment: Mapping[str, str] | None = None) -> Credentials:
    """Return the credentials in the environment.

    Raises:
        EngineError: there are two kinds at once, half of one, or one that no header can carry.

    """
    given = os.environ if environment is None else environment
    user, password, token = (given.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise EngineError(
            f"{TOKEN} and {USER} are both set", where="environment", hint="unset one of them"
        )
    if bool(user) != bool(password):
        missing = PASSWORD if user else USER
        raise EngineError(f"{missing} is not set", where="environment", hint="set both or none")
    if ":" in user:
        raise EngineError(f"{USER} holds a colon, which ends a name", where="environment")
    for name, value in ((USER, user), (PASSWORD, password), (TOKEN, token)):
        if not value.isprintable() or (name == TOKEN and not value.isascii()):
            raise EngineError(
                f"{name} holds characters that cannot be sent",
                where="environment",
                hint="look for a line end at its end",
            )
    return Credentials(user, password, token)
