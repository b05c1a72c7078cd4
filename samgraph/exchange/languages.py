"""Languages of texts, by their tags."""

from __future__ import annotations

import re
from typing import Final

from samgraph.errors import SamgraphError

UNKNOWN: Final = "und"
"""What BCP 47 has for a language that nobody told."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def checked_language(tag: str) -> str:
    """Return a language tag in the usual case; an empty one stands for an unknown language.

    Raises:
        SamgraphError: it is no language tag.

    """
    if not tag:
        return UNKNOWN
    if not _TAG.fullmatch(tag):
        raise SamgraphError(
            f'"{tag}" is no language tag', hint="write it as in en, nl, fr or pt-BR"
        )
    # The store compares tags in lower case.
    return tag.lower()
