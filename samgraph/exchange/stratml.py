"""StratML (ISO 17469) in: a file as it comes, mended where it breaks its schema."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from samgraph.errors import Fault, SamgraphError
from samgraph.exchange.citing import Citations
from samgraph.exchange.imported import Imported, frame
from samgraph.exchange.languages import checked_language
from samgraph.exchange.statements import Statements, term
from samgraph.exchange.stratml_mending import mend
from samgraph.exchange.stratml_reading import StratmlReader
from samgraph.exchange.xmltree import read_xml
from samgraph.extraction.namespaces import namespace_for
from samgraph.sources import Source

_NO_ROLE: Final = (
    "StratML tells no goal's role: every goal is taken for a finality",
    "correct sg:goalRole in goals.csv where it is sg:transversal or sg:internal",
)


def read_stratml(
    file: Path, *, namespace: str = "", language: str = "", on: date | None = None
) -> Imported:
    """Return the plan that a StratML file of part 1 or 2 holds.

    `language` is that of the file's texts, as in `en` or `pt-BR`; without it the file's own
    `xml:lang` counts, and without that the texts are marked as of unknown language. `on` is the
    date that the links bear, by default today.

    Raises:
        SamgraphError: the file is no StratML, is too large or hostile, or the namespace or the
            language is none.

    """
    root, content = read_xml(file)
    space = namespace_for(file.stem, namespace)
    mended = mend(root, file.name)
    said = Statements(space)
    document = said.free("document")
    source = Source(file.name, tuple(_lines(content)))
    language = checked_language(language or root.attributes.get("lang", ""))
    reader = StratmlReader(
        said,
        Citations(said, source, document),
        document,
        language,
        (on or date.today()).isoformat(),
    )
    reader.read(mended.root)
    kinds = {one.object for one in said.triples}
    if term("sg:PartnerCategory") in kinds and term("sg:OperationalGoal") in kinds:
        said.triples += frame(
            space,
            "goal-stakeholder",
            ("doel × belanghebbende", "goal × stakeholder"),
            "sg:OperationalGoal",
            "sg:Partner",
            "^sg:supports",
        )
    if term("sg:Indicator") in kinds:
        said.triples += frame(
            space,
            "goal-indicator",
            ("doel × indicator", "goal × indicator"),
            "sg:OperationalGoal",
            "sg:Indicator",
            "^sg:partOf",
        )
    faults = [*mended.faults, Fault(file.name, *_NO_ROLE)]
    if language == "und":
        hint = "name it with --lang, as in --lang en"
        faults.append(Fault(file.name, "its language is not told: marked as unknown (und)", hint))
    return Imported(file.name, space, tuple(said.triples), tuple(faults), mended.lost)


def _lines(content: bytes) -> list[str]:
    """Return a file's lines as the parser counts them, in whatever encoding it is."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if wide else "latin-1", errors="replace")
    lines = text.split("\n")
    return [line.rstrip("\r") for line in lines] if len(lines) > 1 else text.split("\r")


def read_stratml_files(
    files: Sequence[Path], *, mapping: str | None, namespace: str, language: str
) -> Imported:
    """Return the plan that one StratML file holds.

    Raises:
        SamgraphError: there are several files, or a mapping was named, or the file cannot be read.

    """
    if len(files) > 1:
        raise SamgraphError(
            f"{len(files)} StratML files are as many plans", hint="import them one by one"
        )
    if mapping:
        raise SamgraphError(
            "StratML needs no mapping", where=str(files[0]), hint="leave --mapping out"
        )
    return read_stratml(files[0], namespace=namespace, language=language)
