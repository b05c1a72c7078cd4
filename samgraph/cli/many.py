"""What commands do with a collection: run for each plan, or say that they take one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, knowledge_of
from samgraph.collection.members import holds_plans
from samgraph.errors import SamgraphError
from samgraph.resources import WORKSPACE
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.collection.members import Failure
    from samgraph.collection.opening import Built
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows

_MOST_NAMED = 5
_LEFT_OUT = {
    "nl": ("{n} plan is weggelaten", "{n} plannen zijn weggelaten", "en {n} andere"),
    "en": ("{n} plan is left out", "{n} plans are left out", "and {n} more"),
}


def collection_of(
    plan: str | None,
    lang: str = "en",
    engine: Engine | None = None,
    *,
    contested: bool = True,
    quiet: bool = False,
) -> Built | None:
    """Return the collection that PLAN is, built where it has changed; None if it is one plan.

    An engine elsewhere is asked for one plan.

    What had to be left out is said on stderr, unless `quiet`.

    Raises:
        SamgraphError: no plan of the collection can be built.

    """
    if (engine is not None and engine.url is not None) or not holds_plans(plan):
        return None
    from samgraph.collection.opening import open_collection

    built = open_collection(plan, contested=contested, progress=now_and_then())
    if built is not None and not quiet:
        say_left_out(built.failures, lang)
    return built


def together(plan: str | None, engine: Engine, lang: str, *, contested: bool = True) -> Knowledge:
    """Return a plan's knowledge, or of a collection what all its plans say together.

    Raises:
        SamgraphError: PLAN cannot be read.

    """
    built = collection_of(plan, lang, engine, contested=contested)
    return built.knowledge if built else knowledge_of(plan, engine, contested=contested)


def say_left_out(failures: Iterable[Failure], lang: str) -> None:
    """Say on stderr which plans are left out, and name the first of them."""
    some = list(failures)
    if some:
        one, more, others = _LEFT_OUT[lang]
        names = [printable(each.name) for each in some[:_MOST_NAMED]]
        if len(some) > _MOST_NAMED:
            names.append(others.format(n=len(some) - _MOST_NAMED))
        head = (one if len(some) == 1 else more).format(n=len(some))
        click.echo(f"{head}: {', '.join(names)} (samgraph check)", err=True)


def one_plan(plan: str | None, command: str, engine: Engine | None = None) -> None:
    """Refuse a collection where a command is about one plan.

    Raises:
        SamgraphError: PLAN is a collection; the hint says what to give.

    """
    if engine is not None and engine.url is not None:
        return
    if holds_plans(plan) and plan is not None:
        built = (Path(plan) / WORKSPACE).is_file()
        folder = Path(plan).parent if Path(plan).is_file() else Path(plan)
        what = "the built collection's folder and a plan's name" if built else "a plan's folder"
        raise SamgraphError(
            f"is a collection, and samgraph {command} takes one plan",
            where=plan,
            hint=f"give {what}, as in {folder / 'NAME'}",
        )


def with_plan(parts: Iterable[tuple[str, Rows]]) -> Rows:
    """Return the rows of several plans as one table with the plan's name in the first column.

    Where a plan has a column that another has not, the other's cells in it are empty.
    """
    from samgraph.rows import Rows

    some = list(parts)
    header = list(dict.fromkeys(name for _, rows in some for name in rows.header))
    first = "plan"
    while first in header:
        first += "_"
    cells = []
    for plan, rows in some:
        place = {name: number for number, name in enumerate(rows.header)}
        for row in rows.cells:
            line = (row[place[name]] if name in place else "" for name in header)
            cells.append((plan, *line))
    return Rows((first, *header), tuple(cells))


def now_and_then(seconds: float = 1.0) -> Callable[[str], None]:
    """Return a way to show progress on stderr, a line a second; at once where somebody looks."""
    last = time.monotonic()
    often = seconds if sys.stderr.isatty() else 10 * seconds

    def show(message: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= often:
            last = now
            click.echo(f"… {printable(message)}", err=True)

    return show
