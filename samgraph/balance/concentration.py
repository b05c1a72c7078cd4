"""How evenly a whole is divided over its parts.

* Share: s_i = x_i / Σ x.
* Concentration: the Herfindahl–Hirschman index, Σ s_i², from 1/n where all n parts are equal to 1
  where one has everything (Hirschman, "The paternity of an index", American Economic Review 54,
  1964); normalised, (HHI − 1/n) / (1 − 1/n), from 0 to 1 whatever n is.
* Evenness: Pielou's J, −Σ s_i ln s_i / ln n, from 0 where one part has everything to 1 where all
  are equal (Pielou, "The measurement of diversity in different types of biological collections",
  Journal of Theoretical Biology 13, 1966).

Parts that have nothing count in n: a list of seven goals of which one has no link is not as even as
one of six.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log

MEASURES = ("hhi", "normalised_hhi", "evenness")
"""What tables call the measures."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """A whole, the shares of its parts, and how evenly it is divided over them.

    A measure that has no meaning is None: every one where the whole is nothing or a part is
    negative, and those that compare with an even division where there is only one part.
    """

    parts: int
    total: Decimal
    shares: Mapping[str, float]
    """By part, in the order given; empty where the whole is not more than nothing."""
    hhi: float | None
    normalised_hhi: float | None
    evenness: float | None

    def measures(self) -> tuple[float | str, float | str, float | str]:
        """Return the values of `MEASURES`, an empty text for one without meaning."""
        hhi, normalised, even = (
            "" if one is None else one for one in (self.hhi, self.normalised_hhi, self.evenness)
        )
        return hhi, normalised, even


def concentration_of(amounts: Mapping[str, int | Decimal]) -> Concentration:
    """Return how a whole is divided over parts, of which each has an amount.

    Sums are exact and only the results are rounded to floats, so that bounds hold exactly. Shares
    are also given where a part is negative, and then need not lie between 0 and 1.
    """
    exact = {part: Fraction(amount) for part, amount in amounts.items()}
    whole, number = sum(exact.values(), Fraction(0)), len(exact)
    total = sum((Decimal(amount) for amount in amounts.values()), Decimal(0))
    if whole <= 0:
        return Concentration(number, total, {}, None, None, None)
    shares = {part: amount / whole for part, amount in exact.items()}
    rounded = {part: float(share) for part, share in shares.items()}
    if min(shares.values()) < 0:
        return Concentration(number, total, rounded, None, None, None)
    hhi = sum((share * share for share in shares.values()), Fraction(0))
    if number == 1:
        return Concentration(number, total, rounded, float(hhi), None, None)
    even = Fraction(1, number)
    return Concentration(
        number,
        total,
        rounded,
        float(hhi),
        float((hhi - even) / (1 - even)),
        _evenness(list(rounded.values()), exactly_even=hhi == even),
    )


def _evenness(shares: list[float], *, exactly_even: bool) -> float:
    """Return Pielou's J of two or more shares."""
    if exactly_even:
        return 1.0
    entropy = -sum(share * log(share) for share in shares if share > 0)
    # Rounding may go past a bound, and the sum of nothing is a negative zero.
    return min(abs(entropy) / log(len(shares)), 1.0)
