"""What spreadsheets do to the cells of a table when they are opened, and how to know it again."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    "[Jj]an(?:uar[iy])?|[Ff]eb(?:ruar[iy])?|[Mm](?:rt|ar|aa|aart|arch)|[Aa]pr(?:il)?|[Mm](?:ei|ay)|"
    "[Jj]u[nl](?:[iey])?|[Aa]ug(?:ust|ustus)?|[Ss]ept?(?:ember)?|[Oo][ck]t(?:ober)?|"
    "[Nn]ov(?:ember)?|[Dd]ec(?:ember)?"
)
"""As spreadsheets write them, and not in capitals, as codes are."""
_DATES: Final = (
    # 1-okt, 1/okt/21, 1 okt. 2021
    re.compile(rf"\d{{1,2}}[-/. ] ?(?:{_MONTHS})\.?(?:[-/. ] ?\d{{2}}(?:\d\d)?)?\Z"),
    # okt-21, Oct 2021
    re.compile(rf"(?:{_MONTHS})\.?[-/. ] ?\d{{1,4}}\Z"),
    # 2021-10-01, 2021-10-01 00:00:00, 2021-10-01T00:00:00
    re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\Z"),
    # 1-10-2021, 1/10/2021 0:00, 1/10/21; 6.5.10 and 1-2-10 are codes
    re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}(?: \d{1,2}:\d\d(?::\d\d)?)?\Z"),
    re.compile(r"\d{1,2}/\d{1,2}/\d{2}\Z"),
)
_NUMBER: Final = re.compile(r"[+-]?\d+,\d+\Z")
_POWER: Final = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+\d+\Z")
"""As spreadsheets write it, with its plus; a fingerprint such as 5e12345678901234 is no number."""
_ERROR: Final = re.compile(
    r"#(?:REF!|NAME\?|NAAM\?|VALUE!|WAARDE!|N/A|N/B|DIV/0!|DEEL/0!|NUM!|GETAL!|NULL!|LEEG!|VERW!|"
    r"VERWIJZING!|SPILL!|OVERLOOP!|GETTING_DATA|BLOCKED!|UNKNOWN!|FIELD!|CALC!)\Z|#{3,}\Z|"
    r"Err:\d{3}\Z"
)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?\Z")
_COMMA: Final = re.compile(r"[+-]?\d+,(?:\d{1,2}|\d{4,})\Z")
_GROUPED: Final = re.compile(
    r"[+-]?\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?\Z|[+-]?\d+,\d+\Z"
)
_SLASHED: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\d\d)?(?: .*)?\Z")
_DAYS: Final = re.compile(r"[2-7]\d{4}\Z")
"""Days since the end of 1899, from 1954 to 2119."""
_TRUE: Final = frozenset({"true", "waar", "vrai", "wahr"})
_FALSE: Final = frozenset({"false", "onwaar", "faux", "falsch"})

UNDO: Final = "give the column the format Text in the spreadsheet, and write the cell anew"
"""What mends a cell that a spreadsheet has rewritten; the format alone brings nothing back."""


def damage(cell: str) -> str:
    """Return what is wrong with a cell that holds a spreadsheet's error, empty if it is none.

    >>> damage("#NAAM?")
    'is an error of the spreadsheet'
    """
    return "is an error of the spreadsheet" if _ERROR.match(cell) else ""


def damage_of_code(cell: str) -> str:
    """Return what a spreadsheet seems to have made of a code or an id, empty if nothing.

    >>> damage_of_code("1-okt"), damage_of_code("1,1"), damage_of_code("OD1.1")
    ('is a date', 'is a number', '')
    """
    if any(pattern.match(cell) for pattern in _DATES):
        return "is a date"
    if _NUMBER.match(cell) or _POWER.match(cell):
        return "is a number"
    return damage(cell)


def as_typed(cell: str, datatype: str, *, decimal_comma: bool) -> str:
    """Return a value as XML Schema writes it, where a spreadsheet wrote it another way.

    `datatype` is the local name of an XML Schema datatype. Only what has one meaning is rewritten:
    a date at midnight, `TRUE` and `WAAR`, and, in a table with a decimal comma, `39,7`. What could
    be read in two ways, such as `1,234`, stays as it is.

    >>> as_typed("39,7", "decimal", decimal_comma=True)
    '39.7'
    """
    if datatype == "boolean" and cell.casefold() in _TRUE | _FALSE:
        return "true" if cell.casefold() in _TRUE else "false"
    if datatype == "date" and (midnight := _MIDNIGHT.match(cell)):
        return midnight[1]
    if decimal_comma and datatype in ("decimal", "double", "float") and _COMMA.match(cell):
        return cell.replace(",", ".")
    return cell


def advice(cell: str, datatype: str) -> str:
    """Return what to do about a value that a spreadsheet may have rewritten, empty if unknown."""
    if datatype == "date" and _SLASHED.match(cell):
        return "a spreadsheet may have rewritten it, and day and month can be told apart by nobody"
    if datatype == "date" and _DAYS.match(cell):
        day = date(1899, 12, 30) + timedelta(days=int(cell))
        return f"a spreadsheet counts days, and {cell} may be its {day}"
    if datatype in ("decimal", "integer", "nonNegativeInteger", "double", "float", "int"):
        if _GROUPED.match(cell):
            return "write a point before decimals, and nothing between thousands"
        if any(pattern.match(cell) for pattern in _DATES):
            return f"a spreadsheet has made a date of it: {UNDO}"
    return ""
