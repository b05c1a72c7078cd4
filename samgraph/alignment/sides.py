"""A plan beside a framework outside it, as values: what each side has of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samgraph.findings import Place
from samgraph.rows import Rows, Tabular

DEGREES = ("aligned", "partial")
"""How far an alignment goes, the further first."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """One thing of the plan that goes the way of one target."""

    record: str
    """IRI of its record."""
    subject: str
    target: str
    degree: str
    """One of `DEGREES`; empty where the record gives none."""
    standing: str
    """`stated` or `judged`."""
    review: str
    """`proposed`, `accepted` or `contested`; empty where nobody said."""
    rationales: Mapping[str, str]
    """By language."""
    places: tuple[Place, ...]
    """Where the source says what it rests on."""


@dataclass(frozen=True, slots=True)
class Consideration:
    """A thing of the plan that was weighed against something of the framework, in vain."""

    iri: str
    subject: str
    against: str
    """IRI of a target, of a group, or of the framework."""
    reasons: Mapping[str, str]
    """By language."""
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Targets that a framework sets together."""

    iri: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework: its groups with their targets, all in order of code."""

    iri: str
    name: str
    """Its code, for example `sdg`."""
    groups: tuple[Group, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """Return every target, group by group."""
        return tuple(target for group in self.groups for target in group.targets)


@dataclass(frozen=True, slots=True)
class Side:
    """One line of a list of the plan, with what counts for it: its parts, or its finer themes."""

    iri: str
    members: tuple[str, ...]
    """Itself first."""
    alignments: tuple[Alignment, ...]
    """Its own and those of its members, by target and then by subject."""

    def targets(self, degree: str | None = None) -> tuple[str, ...]:
        """Return the targets that it touches; of one degree, those for which that is the best."""
        best: dict[str, str] = {}
        for one in self.alignments:
            if best.get(one.target) != DEGREES[0]:
                best[one.target] = one.degree
        return tuple(target for target, found in best.items() if degree in (None, found))


@dataclass(frozen=True, slots=True)
class Alignments(Tabular):
    """A plan and one framework, from both sides, in one reading of the plan."""

    framework: Framework
    goals: tuple[Side, ...]
    """Every strategic goal, internal ones too, with its operational goals."""
    themes: tuple[Side, ...]
    """Every theme that is no sub-theme, with the finer ones below it."""
    loose: tuple[Side, ...]
    """Sub-themes below no theme, as far as they touch a target."""
    others: tuple[Alignment, ...]
    """What is aligned and is neither a goal nor a theme, such as a result area."""
    considered: tuple[Consideration, ...]

    @property
    def every(self) -> tuple[Alignment, ...]:
        """Return each alignment once: of goals, of themes, of other things."""
        sides = [
            one for side in (*self.goals, *self.themes, *self.loose) for one in side.alignments
        ]
        return tuple({one.record: one for one in (*sides, *self.others)}.values())

    def of(self, target: str) -> tuple[Alignment, ...]:
        """Return the alignments with one target, of goals, of themes and of other things."""
        return tuple(one for one in self.every if one.target == target)

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the targets that a goal touches, in the order of the framework."""
        return self._among(self.goals)

    @property
    def seen(self) -> tuple[str, ...]:
        """Return the targets that a theme touches and no goal: seen, and not taken up."""
        taken = set(self.touched)
        return tuple(
            target for target in self._among((*self.themes, *self.loose)) if target not in taken
        )

    @property
    def unaddressed(self) -> tuple[str, ...]:
        """Return the targets that no goal touches, whether a theme does or not."""
        taken = set(self.touched)
        return tuple(target for target in self.framework.targets if target not in taken)

    @property
    def goals_without(self) -> tuple[str, ...]:
        """Return the strategic goals that touch no target, by themselves or by a part."""
        return tuple(side.iri for side in self.goals if not side.alignments)

    @property
    def themes_without(self) -> tuple[str, ...]:
        """Return the themes that touch no target, by themselves or by a finer one."""
        return tuple(side.iri for side in self.themes if not side.alignments)

    def _among(self, sides: Iterable[Side]) -> tuple[str, ...]:
        found = {target for side in sides for target in side.targets()}
        return tuple(target for target in self.framework.targets if target in found)

    def to_rows(self) -> Rows:
        """Return one row for each alignment: IRIs, degree, standing, review."""
        return Rows(
            ("framework", "subject", "target", "degree", "standing", "review"),
            tuple(
                (self.framework.name, one.subject, one.target, one.degree, one.standing, one.review)
                for one in self.every
            ),
        )
