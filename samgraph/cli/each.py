"""What makes a command that is about one plan work on a collection: plan by plan."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from samgraph.cli.engine import Engine, frame_and_plan
from samgraph.cli.many import collection_of, with_plan
from samgraph.cli.options import FOR_PROGRAMS, Command, collected, show
from samgraph.errors import SamgraphError
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.rows import Rows


def of_each_plan(command: Command) -> Command:
    """Let a command take a collection: it is run for each plan, and shown as one answer.

    For people each plan has a heading; for programs its name stands in the first column. A plan
    that has not what is asked for is left out, unless none has it.
    """

    @wraps(command)
    def run(
        *,
        plan: str | None,
        engine: Engine,
        form: str,
        lang: str,
        without_contested: bool,
        **options: Any,  # noqa: ANN401 - what the command takes
    ) -> None:
        def one(which: str | None) -> None:
            cast("Callable[..., None]", command)(
                plan=which, engine=engine, form=form, lang=lang,
                without_contested=without_contested, **options,
            )  # fmt: skip

        if "frame" in options:
            options["frame"], plan = frame_and_plan(options["frame"], plan, engine)
        built = collection_of(plan, lang, engine, contested=not without_contested)
        if built is None:
            one(plan)
            return
        parts: list[tuple[str, str]] = []
        missed: SamgraphError | None = None
        for name in built.names:
            try:
                with collected() as said:
                    one(str(built.workspace / name))
            except SamgraphError as error:
                missed = error
                continue
            heading = f"{name}: {printable(built.volume(name).labels.get(lang, name))}"
            parts.append((name if form in FOR_PROGRAMS else heading, "\n".join(said)))
        if not parts and missed is not None:
            raise missed
        show(_joined(parts, form))

    return cast("Command", run)


def _joined(parts: Sequence[tuple[str, str]], form: str) -> str:
    """Return the answers of several plans as one."""
    if form not in FOR_PROGRAMS:
        line = "## {}\n\n{}\n" if form == "markdown" else "{}\n{}\n"
        return "\n".join(
            line.format(name if form == "markdown" else f"{name}\n{'─' * len(name)}", text)
            for name, text in parts
        ).rstrip("\n")
    from samgraph.tables import render

    return render(with_plan((name, _rows(text, form)) for name, text in parts), form)


def _rows(text: str, form: str) -> Rows:
    """Return what was written for a program as rows again."""
    from samgraph.rows import Rows

    if form == "json":
        said: list[dict[str, Any]] = json.loads(text)
        header = tuple(dict.fromkeys(name for row in said for name in row))
        return Rows(header, tuple(tuple(row.get(name, "") for name in header) for row in said))
    lines = list(csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t"))
    return Rows(tuple(lines[0]) if lines else (), tuple(map(tuple, lines[1:])))
