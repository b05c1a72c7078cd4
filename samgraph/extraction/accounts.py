"""The rows of a budget: accounts with a code, groups in capitals, totals, and amounts per year.

A line of years alone heads the table; every row below it ends with one amount for each year, in the
Belgian notation: a point between thousands, a comma before cents. What was wrapped onto the next
line is taken in. A row that has another number of amounts is kept without them and reported: which
year an amount belongs to cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from samgraph.errors import Fault
from samgraph.extraction.headings import Outline
from samgraph.extraction.keywords import COSTS, LINE_KINDS, REVENUE, TOPICS
from samgraph.extraction.lines import Line, Span, Text, mend

_YEARS = re.compile(r"(?:\D{0,24}\s)?(?P<years>(?:(?:19|20)\d\d\s+)*(?:19|20)\d\d)")
_ACCOUNT = re.compile(r"(?P<code>\d{3,8})\s+(?P<rest>\S*[^\W\d_].*)")
_AMOUNT = re.compile(r"[-−–]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?")
_NUMERIC = re.compile(r"[-−–]?[\d.,]*\d[\d.,]*-?|\([\d.,]*\d[\d.,]*\)")
_BARE = re.compile(r"\d{5,8}")
"""So many digits without a point between thousands are a code, not an amount."""
_LIKE_A_CODE = re.compile(r"\d{3}\w*\s")
_CURRENCY = re.compile(r"€|\bEUR\b")
_MINUSES = str.maketrans("−–", "--")
_SIDES = {"6": "cost", "7": "revenue"}
"""The classes of the Belgian chart of accounts: six for costs, seven for revenue."""
_SENTENCE_WORDS = 10


@dataclass(frozen=True, slots=True)
class Account:
    """One row of a budget."""

    code: str
    label: str
    kind: str
    """`account`, `group`, `total` or `result`."""
    side: str
    """`cost`, `revenue`, or empty where nothing says so."""
    amounts: tuple[tuple[int, Decimal], ...]
    """Pairs of year and amount; empty where they could not be read."""
    span: Span
    under: int | None = None
    """The place in the budget of the row that sums this one up."""


def amount_in(text: str) -> Decimal | None:
    """Return an amount in the Belgian notation, or None if it is not in it.

    >>> amount_in("-3.338.629,50")
    Decimal('-3338629.50')
    """
    if not _AMOUNT.fullmatch(text):
        return None
    return Decimal(text.translate(_MINUSES).replace(".", "").replace(",", "."))


def read_budget(text: Text, outline: Outline, faults: list[Fault]) -> tuple[Account, ...]:
    """Return the rows of the plan's budget in their order, with the row that sums each up."""
    found: list[Account] = []
    years: tuple[int, ...] = ()
    lines = text.lines
    place = 0
    while place < len(lines):
        line = lines[place]
        heading = outline.at(line.number)
        head = _years_in(line, outline)
        size = 1
        if head:
            years = head
        elif heading:
            years = () if heading.number else years
        elif not years:
            _report_headless(line, text, faults)
        elif _is_prose(line.text):
            years = ()
            message = f'the budget is taken to end before "{line.text[:40]}…"'
            faults.append(text.fault(line.number, message, "rows after it are not read"))
        else:
            row, size = _row(lines, place, years, text, faults)
            found.extend([row] if row else [])
        place += size
    return _placed(found)


def _years_in(line: Line, outline: Outline) -> tuple[int, ...]:
    """Return the years that head a table; a single one does under a heading on the budget."""
    head = _YEARS.fullmatch(line.text)
    years = tuple(int(year) for year in head["years"].split()) if head else ()
    above = outline.above(line.number)
    budget = any(TOPICS["budget"].search(heading.title) for heading in above)
    return years if len(years) > 1 or budget else ()


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= _SENTENCE_WORDS and not any(map(_NUMERIC.fullmatch, words))


def _report_headless(line: Line, text: Text, faults: list[Fault]) -> None:
    account = _ACCOUNT.fullmatch(line.text)
    if account and len(account["code"]) > 3 and len(_split(account["rest"], 2)[1]) > 1:
        message = f'"{line.text[:50]}" looks like a row of a budget, but no line of years heads it'
        faults.append(text.fault(line.number, message, _BY_HAND))


_BY_HAND = "add it to budget-lines.csv and amounts.csv if it is one"


def _row(
    lines: Sequence[Line], place: int, years: Sequence[int], text: Text, faults: list[Fault]
) -> tuple[Account | None, int]:
    """Return the row that begins at a line, if one does, and over how many lines it runs."""
    line = lines[place]
    account = _ACCOUNT.fullmatch(_CURRENCY.sub(" ", line.text).strip())
    code, rest = (account["code"], account["rest"]) if account else ("", line.text)
    label, numbers = _split(rest, len(years))
    size = 1
    while len(numbers) < len(years) and place + size < len(lines):
        after = lines[place + size].text
        if _BARE.fullmatch(after):
            break
        more_label, more = _split(after, len(years))
        wrapped = code and not numbers and len(more) == len(years) and more_label[:1].islower()
        if not (wrapped or (not more_label and len(numbers) + len(more) <= len(years))):
            break
        label = mend([label, more_label]) if wrapped else label
        numbers = [*numbers, *more]
        size += 1
    if not any(character.isalpha() for character in label) or not (numbers or code):
        message = f'"{line.text[:50]}" cannot be read as a row of the budget'
        faults.append(text.fault(line.number, message, _BY_HAND))
        return None, size
    amounts = [amount_in(number) for number in numbers]
    read = [amount for amount in amounts if amount is not None]
    surplus = len(label.split()) > 1 and _NUMERIC.fullmatch(label.split()[-1]) is not None
    if len(read) != len(years) or surplus:
        odd = next((number for number in numbers if amount_in(number) is None), "")
        wrong = f'"{odd}" is no Belgian amount' if odd else _amounts(len(read) + surplus)
        message = f'"{f"{code} {label}".strip()}": {wrong}, for {len(years)} years'
        hint = "the row is drafted without amounts: add them to amounts.csv"
        faults.append(text.fault(line.number, message, hint))
        read = []
    if not code and _LIKE_A_CODE.match(label):
        message = f'"{label[:40]}" begins like an account code and is read as a label'
        faults.append(text.fault(line.number, message, "if it is a code, give the row its code"))
    kind = "account" if code else _kind(label)
    span = Span(line.number, lines[place + size - 1].number)
    pairs = tuple(zip(years, read, strict=True)) if read else ()
    return Account(code, label, kind, _side(code, label), pairs, span), size


def _amounts(count: int) -> str:
    return f"{count} amount{'s'[: count != 1]}"


def _split(rest: str, most: int) -> tuple[str, list[str]]:
    """Return the label of a row and the numbers behind it, at most so many."""
    words = _CURRENCY.sub(" ", rest).split()
    numbers: list[str] = []
    while words and len(numbers) < most and _NUMERIC.fullmatch(words[-1]):
        numbers.insert(0, words.pop())
    return " ".join(words), numbers


def _kind(label: str) -> str:
    other = "group" if label.isupper() else "account"
    return next((kind for kind, words in LINE_KINDS.items() if words.search(label)), other)


def _side(code: str, label: str) -> str:
    if not code:
        costs, revenue = COSTS.search(label), REVENUE.search(label)
        if bool(costs) != bool(revenue):
            return "cost" if costs else "revenue"
    return _SIDES.get(code[:1], "")


def _placed(rows: Sequence[Account]) -> tuple[Account, ...]:
    """Return the rows with the row that sums each up, and with that row's side.

    In a budget that begins with a total or a group, these stand above what they sum up; otherwise
    below it.
    """
    order = list(range(len(rows)))
    if rows and rows[0].code:
        order.reverse()
    placed = list(rows)
    group: int | None = None
    total: int | None = None
    for place in order:
        row = rows[place]
        above = total if row.kind == "group" or group is None else group
        if row.kind in ("result", "total"):
            above = group = None
            total = place if row.kind == "total" else None
        elif row.kind == "group":
            group = place
        side = placed[above].side if above is not None else ""
        side = "" if row.kind == "result" else side or row.side
        placed[place] = replace(row, under=above, side=side)
    return _sided(placed)


def _sided(rows: Sequence[Account]) -> tuple[Account, ...]:
    """Return the rows, a group without a side taking that of all it sums up."""
    below: dict[int, set[str]] = {}
    for row in rows:
        if row.under is not None:
            below.setdefault(row.under, set()).add(row.side)
    return tuple(
        replace(row, side=min(below[place]))
        if not row.side and row.kind != "result" and len(below.get(place, ())) == 1
        else row
        for place, row in enumerate(rows)
    )
