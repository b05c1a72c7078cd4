"""Where a command finds its plan: in its package, or in an engine elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from samgraph.cli.options import Command, finite, said
from samgraph.cli.options import progress as show_progress
from samgraph.errors import QueryError

if TYPE_CHECKING:
    from samgraph.findings import Gaps
    from samgraph.knowledge import Knowledge
    from samgraph.remote.patience import Patience


@dataclass(frozen=True, slots=True)
class Engine:
    """Where a plan is read: in an engine elsewhere or, without a URL, from its package."""

    url: str | None
    seconds: float
    """That one answer may take."""
    tries: int
    """For one request."""

    def patience(self) -> Patience:
        """Return the bounds as requests know them."""
        from samgraph.remote.patience import Patience

        return Patience(seconds=self.seconds, tries=self.tries)


def engine_options(command: Command) -> Command:
    """Add what bounds an engine's answers, and hand a command its `engine`.

    Where the command has --endpoint as well, the engine has that address.
    """

    @wraps(command)
    def with_engine(
        *arguments: Any,  # noqa: ANN401 - what the command takes
        timeout: float,
        tries: int,
        endpoint: str | None = None,
        **options: Any,  # noqa: ANN401 - what the command takes
    ) -> Any:  # noqa: ANN401 - what the command gives
        return command(*arguments, engine=Engine(endpoint, timeout, tries), **options)

    for add in (
        click.option(
            "--tries",
            type=click.IntRange(1, 20),
            default=4,
            show_default=True,
            help="How often a request to the engine is tried.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.01, max=86_400),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="How long a query, or one answer of an engine, may take.",
            callback=finite,
        ),
    ):
        with_engine = add(with_engine)
    return cast("Command", with_engine)


def endpoint_option(command: Command) -> Command:
    """Add --endpoint with what bounds it, and hand a command all of them as its `engine`."""
    return click.option(
        "--endpoint",
        metavar="URL",
        help="A SPARQL engine that holds the plan, to ask instead; PLAN then says which one.",
    )(engine_options(command))


def package_only(why: str) -> Callable[[Command], Command]:
    """Return what makes a command refuse --endpoint, which it knows and cannot follow."""

    def refuse(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        del param
        if value is not None:
            raise QueryError(
                f"samgraph {ctx.command.name} cannot work on an engine: {why}",
                hint="leave --endpoint out, and give the plan's folder or name",
            )

    return click.option(
        "--endpoint", metavar="URL", hidden=True, expose_value=False, callback=refuse
    )


def knowledge_of(
    plan: str | None,
    engine: Engine,
    *,
    contested: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Knowledge:
    """Return a plan's knowledge, from its package or from an engine."""
    say = progress or show_progress
    if engine.url is None:
        from samgraph.loading import load

        return load(plan, contested=contested, progress=say)
    from samgraph.remote.opening import open_plan

    knowledge = open_plan(engine.url, plan, engine.patience(), said=said)
    return knowledge if contested else undisputed(plan, engine, knowledge)


def undisputed(plan: str | None, engine: Engine, knowledge: Knowledge) -> Knowledge:
    """Return a plan's knowledge without what a review contests; an engine's is concluded here."""
    if engine.url is None:
        from samgraph.loading import load

        return load(plan, contested=False, progress=show_progress)
    from samgraph.undisputed import without_contested

    show_progress("concluding anew without contested links")
    return without_contested(knowledge)


def gaps_of(
    plan: str | None, engine: Engine, *, contested: bool = True
) -> tuple[Gaps, tuple[str, ...]]:
    """Return a plan's gaps and the names of its frames, from its package or from an engine."""
    if engine.url is None:
        from samgraph.loading import load_gaps

        return load_gaps(plan, contested=contested, progress=show_progress)
    from samgraph.framing import frames
    from samgraph.stored import stored_gaps

    knowledge = knowledge_of(plan, engine, contested=contested)
    return stored_gaps(knowledge), tuple(frame.name for frame in frames(knowledge))


def frame_and_plan(
    frame: str | None, plan: str | None, engine: Engine
) -> tuple[str | None, str | None]:
    """Return the two arguments as they are meant: a plan may stand alone."""
    from samgraph.collection.members import holds_plans
    from samgraph.resources import MARKER, SUFFIXES, plan_names

    if not frame or plan is not None:
        return frame, plan
    # What is too long to be a path is none.
    with suppress(OSError, ValueError):
        is_plan = frame in plan_names() or (Path(frame) / "plan.ttl").is_file()
        built = (Path(frame) / MARKER).is_file() or holds_plans(Path(frame).parent)
        book = Path(frame).suffix.casefold() in SUFFIXES
        if is_plan or book or holds_plans(frame) or (built and os.sep in frame):
            return None, frame
    if engine.url is not None and frame in plans_of(engine):
        return None, frame
    return frame, plan


def plans_of(engine: Engine) -> frozenset[str]:
    """Return everything by which the plans in an engine are called; nothing without an engine."""
    if engine.url is None:
        return frozenset()
    from samgraph.remote.opening import names_held

    return names_held(engine.url, engine.patience(), said=said)
