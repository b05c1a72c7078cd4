"""`samgraph structure`."""

from __future__ import annotations

import click

from samgraph.cli.each import of_each_plan
from samgraph.cli.engine import Engine, endpoint_option, knowledge_of, undisputed
from samgraph.cli.options import (
    contested_option,
    format_option,
    lang_option,
    plan_argument,
    progress,
    show,
    standing_option,
)


@click.command()
@click.argument("frame", required=False, metavar="[FRAME]")
@plan_argument
@click.option(
    "--carried-by",
    "carrying",
    metavar="FRAME",
    help="Which rows of FRAME share a column and nobody in this other frame who carries both.",
)
@standing_option
@contested_option
@click.option(
    "--draws",
    type=click.IntRange(min=20, max=100_000),
    default=1000,
    show_default=True,
    help="Matrices drawn from each null model.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=2021,
    show_default=True,
    help="Of the random numbers: the same seed gives the same answer.",
)
@click.option(
    "--keep-judged",
    "judged",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="How likely a judged link is to stay in a resample.",
)
@click.option(
    "--keep-contested",
    "disputed",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="How likely a contested link is to stay in a resample.",
)
@endpoint_option
@format_option
@lang_option
@of_each_plan
def structure(
    frame: str | None,
    plan: str | None,
    carrying: str | None,
    standing: str,
    without_contested: bool,
    draws: int,
    seed: int,
    judged: float,
    disputed: float,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Test the structure of FRAME, or of every frame, against chance with the same degrees.

    Nestedness, communities, pairs of rows that share columns, and brokers: each beside what two
    null models give, in figures and words. Below ten rows, counts and no p-values.

    \b
    Example:
        samgraph structure theme-resultarea --lang en
    """
    from samgraph.coverage import has_contested
    from samgraph.structure import (
        Certainty,
        analyse_structure,
        analyse_structures,
        coordination_gaps,
    )
    from samgraph.structure.rendering import coordination_text, structure_text, structures_text

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    if carrying is not None:
        if frame is None:
            raise click.UsageError("--carried-by needs a FRAME whose rows share something")
        found = coordination_gaps(knowledge, frame, carrying, standing, draws, seed)
        show(coordination_text(knowledge, found, form, lang))
        return
    rest = None
    if not without_contested and has_contested(knowledge):
        rest = undisputed(plan, engine, knowledge)
    certainty = Certainty(judged, disputed)
    if frame is None:
        every = analyse_structures(
            knowledge,
            standing,
            draws,
            seed,
            certainty=certainty,
            undisputed=rest,
            progress=progress,
        )
        show(structures_text(every, form, lang))
        return
    progress(frame)
    one = analyse_structure(
        knowledge, frame, standing, draws, seed, certainty=certainty, undisputed=rest
    )
    show(structure_text(knowledge, one, form, lang))
