"""What the commands share: arguments, options, and how an error leaves the program."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from samgraph.errors import QueryError, SamgraphError
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.findings import Gaps
    from samgraph.knowledge import Knowledge
    from samgraph.passages import Quotations
    from samgraph.remote.patience import Patience
    from samgraph.sources import Source

Command = TypeVar("Command", bound=Callable[..., Any])

CANNOT_RUN = 2

FOR_PROGRAMS = frozenset({"csv", "tsv", "json"})
"""Formats whose columns have the same English names in every language, and ids beside labels."""

plan_argument = click.argument("plan", required=False, metavar="[PLAN]")


class Group(click.Group):
    """A group that imports a command when it is called, and turns errors into one message.

    What a user can mend ends with status 2.
    """

    def __init__(self, *args: Any, homes: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.homes = homes

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, from the module that holds it."""
        del ctx
        home = self.homes.get(cmd_name)
        if home is None:
            return None
        found: click.Command = getattr(
            import_module(f"samgraph.cli.{home}"), cmd_name.replace("-", "_")
        )
        # click wants the control character; a raw docstring holds its two letters.
        found.help = (found.help or "").replace("\\b\n", "\b\n")
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a SamgraphError becomes its message."""
        try:
            return super().invoke(ctx)
        except SamgraphError as error:
            raise _Stop(error) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which a user meets them."""
        del ctx
        return list(self.homes)


class _Stop(click.ClickException):
    exit_code = CANNOT_RUN

    def __init__(self, error: SamgraphError) -> None:
        super().__init__(printable(str(error)))


def lang_option(command: Command) -> Command:
    """Add --lang: from the option, from SAMGRAPH_LANG, else Dutch."""
    return click.option(
        "--lang",
        type=click.Choice(["nl", "en"]),
        default="nl",
        envvar="SAMGRAPH_LANG",
        show_default=True,
        help="Language of labels and sentences.",
    )(command)


def format_option(command: Command) -> Command:
    """Add --format for commands that print rows."""
    return click.option(
        "--format",
        "form",
        default="table",
        show_default=True,
        type=click.Choice(["table", "csv", "tsv", "json", "markdown"]),
        help="How rows are printed.",
    )(command)


def standing_option(command: Command) -> Command:
    """Add --standing, the reading of the plan."""
    return click.option(
        "--standing",
        type=click.Choice(["stated", "derived", "judged"]),
        default="judged",
        show_default=True,
        help="What counts: what the plan says, also what follows, also what is judged.",
    )(command)


def contested_option(command: Command) -> Command:
    """Add --without-contested, for a reading in which contested links count for nothing."""
    return click.option(
        "--without-contested",
        is_flag=True,
        help="Let links that a review contests count for nothing.",
    )(command)


def source_option(command: Command) -> Command:
    """Add --source, the document from which passages are quoted."""
    return click.option(
        "--source",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The plan's own text or PDF: passages are then quoted from it.",
    )(command)


def output_option(metavar: str, help: str, **more: Any) -> Callable[[Command], Command]:  # noqa: A002, ANN401 - as click has them
    """Return what adds -o/--output, the file or folder that a command writes."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar=metavar, help=help, **more
    )


def number_option(help: str, default: int | None = None) -> Callable[[Command], Command]:  # noqa: A002 - as click has it
    """Return what adds -n/--number, how many of something are shown, one at least."""
    return click.option(
        "-n",
        "--number",
        type=click.IntRange(min=1),
        default=default,
        show_default=default is not None,
        help=help,
    )


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
            callback=_finite,
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
    say = progress or _progress
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

        return load(plan, contested=False, progress=progress)
    from samgraph.undisputed import without_contested

    progress("concluding anew without contested links")
    return without_contested(knowledge)


def gaps_of(
    plan: str | None, engine: Engine, *, contested: bool = True
) -> tuple[Gaps, tuple[str, ...]]:
    """Return a plan's gaps and the names of its frames, from its package or from an engine."""
    if engine.url is None:
        from samgraph.loading import load_gaps

        return load_gaps(plan, contested=contested, progress=progress)
    from samgraph.framing import frames
    from samgraph.stored import stored_gaps

    knowledge = knowledge_of(plan, engine, contested=contested)
    return stored_gaps(knowledge), tuple(frame.name for frame in frames(knowledge))


def frame_and_plan(
    frame: str | None, plan: str | None, engine: Engine
) -> tuple[str | None, str | None]:
    """Return the two arguments as they are meant: a plan may stand alone."""
    from samgraph.resources import plan_names

    if not frame or plan is not None:
        return frame, plan
    if frame in plan_names() or (Path(frame) / "plan.ttl").is_file():
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


def quotations_of(knowledge: Knowledge, source: Path | None) -> Quotations:
    """Return the quotations that a source gives, none without a source."""
    from samgraph.passages import NONE, quotations
    from samgraph.sources import read_source

    return quotations(knowledge, read_source(source)) if source else NONE


def warn_of_empty_pages(source: Source, lang: str) -> None:
    """Say on stderr which pages of a source have no text, so that nothing is looked for there."""
    pages = source.empty_pages
    if pages:
        one, more = _EMPTY_PAGES[lang]
        message = (more if len(pages) > 1 else one).format(pages=", ".join(map(str, pages)))
        click.echo(f"{printable(source.name)}: {message}", err=True)


_EMPTY_PAGES = {
    "nl": (
        "pagina {pages} heeft geen tekst; is ze een beeld, lees ze dan in met OCR",
        "pagina's {pages} hebben geen tekst; zijn ze een beeld, lees ze dan in met OCR",
    ),
    "en": (
        "page {pages} has no text; if it is a picture, run OCR on it",
        "pages {pages} have no text; if they are pictures, run OCR on them",
    ),
}


def _finite(ctx: click.Context, param: click.Parameter, seconds: float) -> float:
    """Refuse what is no number, which no comparison with a range refuses."""
    if not math.isfinite(seconds):
        raise click.BadParameter(f"{seconds} is no number of seconds", ctx, param)
    return seconds


def show(text: str) -> None:
    """Print an answer; on a terminal, control characters in it are shown and not obeyed."""
    if sys.stdout.isatty():
        # What makes a header bold is our own; everything else comes from the plan.
        parts = re.split(r"(\x1b\[[01]m)", text)
        text = "".join(part if odd % 2 else printable(part) for odd, part in enumerate(parts))
    click.echo(text)


def progress(message: str) -> None:
    """Show on stderr what is being done, where somebody is looking."""
    if sys.stderr.isatty():
        click.echo(f"… {printable(message)}", err=True)


_progress = progress
"""By another name, for functions that take progress as an argument."""


def said(message: str) -> None:
    """Show progress on stderr also where nobody is looking: what takes a moment says so."""
    click.echo(f"… {printable(message)}", err=True)


@contextmanager
def interruptible(seconds: float) -> Iterator[None]:
    """End the program when a query takes longer, or when the user presses Ctrl-C.

    The engine cannot be stopped from Python, but it lets other threads run while it works. By then
    nothing has been printed, so nothing is half-written.
    """
    import signal
    import threading

    def give_up() -> None:
        message = (
            f"Error: the query took longer than {seconds:g} seconds\n"
            "  hint: narrow it down, or allow more with --timeout SECONDS\n"
        )
        os.write(2, message.encode())
        os._exit(CANNOT_RUN)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    main_thread = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_DFL) if main_thread else None
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if main_thread:
            signal.signal(signal.SIGINT, before)
