"""StratML documents made up for tests, and how two of them are compared."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

from samgraph.building import build
from samgraph.exchange.imported import write_imported
from samgraph.exchange.stratml import read_stratml
from samgraph.exchange.stratml_mending import Mended, mend
from samgraph.exchange.xmltree import Element, read_xml
from samgraph.knowledge import Knowledge

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "stratml"
"""Schemas and files that nobody here wrote; they are not part of the project."""

CORE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PERFORMANCE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"

SMALL = f"""<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="{CORE}">
  <Name>Neighbourhood plan</Name>
  <Description>What the neighbourhood wants.</Description>
  <StrategicPlanCore>
    <Organization>
      <Name>Neighbourhood house</Name>
      <Acronym>NH</Acronym>
      <Identifier>house</Identifier>
    </Organization>
    <Vision><Description>A warm neighbourhood.</Description></Vision>
    <Mission><Description>Bringing people together.</Description></Mission>
    <Value><Name>Openness</Name></Value>
    <Goal>
      <Name>Living together</Name>
      <Description>Nobody lives alone.</Description>
      <Identifier>_living</Identifier>
      <SequenceIndicator>1</SequenceIndicator>
      <Stakeholder StakeholderTypeType="Organization"><Name>The school</Name></Stakeholder>
      <Objective>
        <Name>A garden</Name>
        <Description>There is a garden.</Description>
        <Identifier>_garden</Identifier>
        <SequenceIndicator>1.1</SequenceIndicator>
        <Stakeholder StakeholderTypeType="Person"><Name>A gardener</Name></Stakeholder>
        <Stakeholder><Name>Somebody</Name></Stakeholder>
        <OtherInformation>Open every day.</OtherInformation>
      </Objective>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation>
    <StartDate>2021-01-01</StartDate>
    <EndDate>2025-12-31</EndDate>
    <PublicationDate>2020-11-30</PublicationDate>
    <Source>www.example.org/plan</Source>
    <Submitter><GivenName>An</GivenName><Surname>Author</Surname></Submitter>
  </AdministrativeInformation>
</StrategicPlan>
"""

_WORDS = (
    *("water", "zorg", "=SUM(A1)", "-5", "a|b", "a\\|b", "ends with \\", "é ü 漢字"),
    "<tag> & more",
    *("two\nlines", '"quoted"', "@home", "+1", "tab\there", "school", "Ødegård", "1,234.5"),
    *("|", "\\"),
)
_NAMES = ("The school", "Shops", "City & co", "A gardener")


def made_up(seed: int, part: int) -> str:
    """Return a valid StratML document of a part, with texts that formats have to escape."""
    lot = random.Random(seed)  # noqa: S311 - a test is to be the same every time
    count = 0

    def words() -> str:
        return escape(" ".join(lot.choice(_WORDS) for _ in range(lot.randint(1, 5))))

    def maybe(name: str, text: str | None = None) -> str:
        return f"<{name}>{text or words()}</{name}>" if lot.random() < 0.7 else ""

    def identifier() -> str:
        nonlocal count
        count += 1
        return maybe("Identifier", f"_id-{count}")

    def stakeholders() -> str:
        found = []
        for name in lot.sample(
            ["The school", "Shops", "City & co", "A gardener"], lot.randint(0, 3)
        ):
            kind = {"The school": "Organization", "Shops": "Generic_Group"}.get(name, "")
            said = f' StakeholderTypeType="{kind}"' if kind else ""
            roles = ""
            if part == 2 and lot.random() < 0.5:
                types = lot.sample(["Performer", "Beneficiary"], lot.randint(0, 2))
                kinds = "".join(f"<RoleType>{one}</RoleType>" for one in types)
                roles = f"<Role><Name>{words()}</Name>{maybe('Description')}{kinds}</Role>"
            inner = f"<Name>{escape(name)}</Name>{maybe('Description')}{roles}"
            found.append(f"<Stakeholder{said}>{inner}</Stakeholder>")
        return "".join(found)

    def result(name: str) -> str:
        descriptor = f"<Descriptor>{maybe('DescriptorName')}{maybe('DescriptorValue')}</Descriptor>"
        return (
            f"<{name}>{maybe('StartDate', '2021-01-01')}{maybe('EndDate', '2021-12-31')}"
            f"{maybe('NumberOfUnits', str(lot.randint(-5, 500)))}{descriptor}"
            f"{maybe('Description')}</{name}>"
        )

    def indicators() -> str:
        found = []
        for _ in range(lot.randint(0, 2) if part == 2 else 0):
            relation = (
                f'<Relationship RelationshipType="{lot.choice(["Peer_To", "Broader_Than"])}">'
                f"{identifier()}<ReferentIdentifier>r{lot.randint(1, 9)}</ReferentIdentifier>"
                f"{maybe('Name')}{maybe('Description')}</Relationship>"
            )
            instances = "".join(
                f"<MeasurementInstance>{result('TargetResult')}{result('ActualResult')}"
                "</MeasurementInstance>"
                for _ in range(lot.randint(0, 2))
            )
            found.append(
                '<PerformanceIndicator ValueChainStage="Outcome" '
                'PerformanceIndicatorType="Quantitative">'
                f"{maybe('SequenceIndicator')}<MeasurementDimension>{words()}</MeasurementDimension>"
                f"<UnitOfMeasurement>{words()}</UnitOfMeasurement>{identifier()}"
                f"{relation if lot.random() < 0.5 else ''}{instances}{maybe('OtherInformation')}"
                "</PerformanceIndicator>"
            )
        return "".join(found)

    def goal(name: str, inner: str) -> str:
        return (
            f"<{name}><Name>{words()}</Name><Description>{words()}</Description>{identifier()}"
            f"{maybe('SequenceIndicator', str(lot.randint(1, 4)))}{stakeholders()}"
            f"{maybe('OtherInformation')}{inner}</{name}>"
        )

    goals = "".join(
        goal("Goal", "".join(goal("Objective", indicators()) for _ in range(lot.randint(0, 3))))
        for _ in range(lot.randint(1, 4))
    )
    organisation = (
        f"<Organization><Name>{words()}</Name>{maybe('Acronym')}{identifier()}"
        f"{maybe('Description')}{stakeholders()}</Organization>"
    )
    submitter = (
        f"<Submitter>{maybe('GivenName')}{maybe('Surname')}{maybe('EmailAddress')}</Submitter>"
    )
    core = (
        f"{organisation}<Vision>{maybe('Description')}</Vision>"
        f"<Mission>{maybe('Description')}{identifier()}</Mission>"
        f"<Value><Name>{words()}</Name>{maybe('Description')}</Value>{goals}"
    )
    about = f"{maybe('StartDate', '2021-01-01')}{maybe('EndDate', '2025-12-31')}{maybe('Source')}"
    root, space = ("StrategicPlan", CORE) if part == 1 else ("PerformancePlanOrReport", PERFORMANCE)
    kind = ' Type="Performance_Plan"' if part == 2 else ""
    inside, behind = (submitter, "") if part == 1 else ("", submitter)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}"{kind}>'
        f"<Name>{words()}</Name>{maybe('Description')}{maybe('OtherInformation')}"
        f"<StrategicPlanCore>{core}</StrategicPlanCore>"
        f"<AdministrativeInformation>{about}{inside}</AdministrativeInformation>{behind}</{root}>\n"
    )


def mended(file: Path) -> Mended:
    """Return a StratML file as it should have been."""
    return mend(read_xml(file)[0], file.name)


def imported(file: Path, folder: Path, language: str = "en") -> Knowledge:
    """Return what a StratML file makes, built from the package that an import writes."""
    write_imported(read_stratml(file, language=language), folder)
    return build(folder)


def said(root: Element) -> Counter[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Return every text of a document with its path and the attributes on it.

    What holds nothing says nothing. The order of goals and objectives counts, that of
    stakeholders does not.
    """
    found: Counter[tuple[str, tuple[tuple[str, str], ...], str]] = Counter()

    def holds(element: Element) -> bool:
        return bool(element.text.strip()) or any(map(holds, element.children))

    def walk(element: Element, path: str) -> None:
        counts: Counter[str] = Counter()
        for child in element.children:
            counts[child.name] += 1
            ordered = child.name in ("Goal", "Objective", "PerformanceIndicator")
            place = f"[{counts[child.name]}]" if ordered else ""
            if ordered or holds(child):
                walk(child, f"{path}/{child.name}{place}")
        attributes = tuple(sorted(element.attributes.items()))
        if attributes or (element.text.strip() and not element.children):
            text = element.text.strip() if not element.children else ""
            found[path, attributes, text] += 1

    walk(root, root.name)
    return found
