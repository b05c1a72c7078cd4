"""What the commands share: arguments, options, and how an error leaves the program."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from samgraph.errors import SamgraphError
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge
    from samgraph.passages import Quotations
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
        name = cmd_name.replace("-", "_")
        # `import` is a word of Python's own, and the function has a stroke behind it.
        name += "_" * iskeyword(name)
        found: click.Command = getattr(import_module(f"samgraph.cli.{home}"), name)
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


def finite(ctx: click.Context, param: click.Parameter, seconds: float) -> float:
    """Refuse what is no number, which no comparison with a range refuses."""
    if not math.isfinite(seconds):
        raise click.BadParameter(f"{seconds} is no number of seconds", ctx, param)
    return seconds


_collected: ContextVar[list[str] | None] = ContextVar("collected", default=None)


@contextmanager
def collected() -> Iterator[list[str]]:
    """Give what is shown within the block to whoever asks, instead of printing it."""
    texts: list[str] = []
    token = _collected.set(texts)
    try:
        yield texts
    finally:
        _collected.reset(token)


def show(text: str) -> None:
    """Print an answer; on a terminal, control characters in it are shown and not obeyed."""
    texts = _collected.get()
    if texts is not None:
        texts.append(text)
        return
    if sys.stdout.isatty():
        # What makes a header bold is our own; everything else comes from the plan.
        parts = re.split(r"(\x1b\[[01]m)", text)
        text = "".join(part if odd % 2 else printable(part) for odd, part in enumerate(parts))
    click.echo(text)


def progress(message: str) -> None:
    """Show on stderr what is being done, where somebody is looking."""
    if sys.stderr.isatty():
        click.echo(f"… {printable(message)}", err=True)


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
