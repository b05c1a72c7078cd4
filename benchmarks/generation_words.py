"""The words of which generated plans are made, in Dutch and English, so that texts differ.

Nothing here is taken from a plan: places and organisations are made up.
"""

from __future__ import annotations

from typing import Final

Words = tuple[tuple[str, str], ...]
"""Pairs of a Dutch and an English text."""

TOPICS: Final[Words] = (
    ("wonen", "housing"),
    ("schulden", "debts"),
    ("eenzaamheid", "loneliness"),
    ("geestelijke gezondheid", "mental health"),
    ("werk", "employment"),
    ("onderwijs", "education"),
    ("digitale uitsluiting", "digital exclusion"),
    ("energiearmoede", "energy poverty"),
    ("kinderopvang", "childcare"),
    ("mantelzorg", "informal care"),
    ("vergrijzing", "ageing"),
    ("mobiliteit", "mobility"),
    ("racisme", "racism"),
    ("huiselijk geweld", "domestic violence"),
    ("verslaving", "addiction"),
    ("dakloosheid", "homelessness"),
    ("taalverwerving", "language learning"),
    ("buurtwerk", "neighbourhood work"),
    ("sport", "sports"),
    ("cultuur", "culture"),
    ("voedselhulp", "food aid"),
    ("klimaat", "climate"),
    ("luchtkwaliteit", "air quality"),
    ("water", "water"),
    ("groen", "green space"),
    ("verkeersveiligheid", "road safety"),
    ("jeugdwerk", "youth work"),
    ("gezinnen", "families"),
    ("vluchtelingen", "refugees"),
    ("handicap", "disability"),
    ("vrijwilligers", "volunteering"),
    ("privacy", "privacy"),
    ("polarisatie", "polarisation"),
    ("burgerschap", "citizenship"),
    ("gelijke kansen", "equal opportunities"),
    ("eerstelijnszorg", "primary care"),
    ("detentie", "detention"),
    ("sociale economie", "social economy"),
    ("geletterdheid", "literacy"),
    ("toegankelijkheid", "accessibility"),
)

ASPECTS: Final[Words] = (
    ("betaalbaarheid", "affordability"),
    ("kwaliteit", "quality"),
    ("bereik", "reach"),
    ("preventie", "prevention"),
    ("nazorg", "aftercare"),
    ("samenwerking", "cooperation"),
    ("beeldvorming", "public image"),
    ("regelgeving", "regulation"),
)

GOAL_FORMS: Final[Words] = (
    ("Werken aan {}", "Working on {}"),
    ("Iedereen mee: {}", "Nobody left behind: {}"),
    ("Samen sterk rond {}", "Stronger together on {}"),
    ("Vooruit met {}", "Moving forward on {}"),
)

OPERATIONAL_FORMS: Final[Words] = (
    ("Kennis verzamelen over {}", "Gathering knowledge on {}"),
    ("Vorming geven over {}", "Offering training on {}"),
    ("Praktijken ontwikkelen rond {}", "Developing practices around {}"),
    ("Het beleid adviseren over {}", "Advising policy on {}"),
    ("Het publiek informeren over {}", "Informing the public about {}"),
    ("Mensen begeleiden bij {}", "Guiding people with {}"),
)

RESULT_FORMS: Final[Words] = (
    ("Een gedragen aanpak van {}", "A shared approach to {}"),
    ("Meetbare vooruitgang in {}", "Measurable progress in {}"),
    ("Een blijvend aanbod voor {}", "A lasting offer for {}"),
)

SIGNAL_FORMS: Final[Words] = (
    ("Te weinig tijd voor {}", "Too little time for {}"),
    ("Steeds meer vragen over {}", "More and more questions about {}"),
    ("Geen zicht op {}", "No view of {}"),
    ("Nood aan vorming over {}", "Need for training on {}"),
)

POLICY_FORMS: Final[Words] = (
    ("Een decreet over {}", "A decree on {}"),
    ("Een fonds voor {}", "A fund for {}"),
    ("Een actieplan rond {}", "An action plan on {}"),
)

FIGURE_FORMS: Final[Words] = (
    ("Aandeel mensen geraakt door {}", "Share of people touched by {}"),
    ("Aantal aanmeldingen voor {}", "Number of applications for {}"),
    ("Stijging van {}", "Rise of {}"),
)

ORGANISATION_FORMS: Final[Words] = (
    ("Netwerk {} {}", "{} {} network"),
    ("Huis voor {} {}", "House for {} {}"),
    ("Vereniging {} {}", "Association for {} {}"),
    ("Dienst {} {}", "Service for {} {}"),
)

GROUP_FORMS: Final[Words] = (
    ("diensten voor {} in {}", "services for {} in {}"),
    ("vrijwilligers rond {} in {}", "volunteers on {} in {}"),
)

PLACES: Final = (
    *("Oostdam", "Kerkendijk", "Vlasbergen", "Hoogwater", "Lindeveld", "Zandemeer"),
    *("Rietbeke", "Molenakker", "Sterrenhove", "Wilgendaal", "Brughem", "Noordschans"),
)

CORE_TASKS: Final[Words] = (
    ("kennis opbouwen", "building knowledge"),
    ("leren", "learning"),
    ("praktijk ontwikkelen", "developing practice"),
    ("dienst verlenen", "providing services"),
    ("beleid adviseren", "advising policy"),
    ("informeren", "informing"),
)

FIELDS: Final[Words] = (
    ("algemeen welzijnswerk", "general welfare work"),
    ("jeugdhulp", "youth care"),
    ("opbouwwerk", "community work"),
    ("straathoekwerk", "street work"),
    ("schuldhulp", "debt assistance"),
    ("integratie", "integration"),
)

CHALLENGES: Final[Words] = (
    ("digitalisering", "digitalisation"),
    ("diversiteit", "diversity"),
    ("verstedelijking", "urbanisation"),
    ("individualisering", "individualisation"),
    ("onderbescherming", "underprotection"),
    ("vermarkting", "marketisation"),
    ("duurzaamheid", "sustainability"),
    ("wantrouwen", "distrust"),
)

RIGHTS: Final[Words] = (
    ("recht op wonen", "right to housing"),
    ("recht op werk", "right to work"),
    ("recht op onderwijs", "right to education"),
    ("recht op gezondheid", "right to health"),
    ("recht op een gezond leefmilieu", "right to a healthy environment"),
    ("recht op cultuur", "right to culture"),
)

CATEGORIES: Final[Words] = (
    ("het werkveld", "the field"),
    ("de overheid", "government"),
    ("het onderzoek", "research"),
    ("de koepels", "umbrella organisations"),
    ("het bedrijfsleven", "business"),
)
