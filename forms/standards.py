"""Which class a household falls in, by the points of Phiếu B or by its income, from a standard's data.

Nothing of a standard stands in code (domain.md section 8.1): the same 140 points mean N1 in one standard
and near-poor in another. Classes: N1 poor by income, N2 poor by deprivation, CN near-poor, TB middle
(by income only), KN none of these. Areas: "urban", "rural"; a place of both has no class of its own.
"""

from __future__ import annotations

from forms.pack import ScoreRule, Standard
from forms.problems import Problem

POOR_BY_INCOME, POOR_BY_DEPRIVATION, NEAR_POOR, MIDDLE, NOT_POOR = "N1", "N2", "CN", "TB", "KN"


def classify(standard: Standard, area: str, b1: int, b2: int) -> str | None:
    """Give the class for B1 points (income) and B2 points (deprivation): the first rule that fits, in order.

    None where the standard has no rule for them. Source of the 2016 rules: TT 14/2018, Điều 1 khoản 5
    (domain.md section 2.3).
    """
    for rule in standard.score_rules:
        if rule.area == area and _fits(rule, b1, b2):
            return rule.result
    return None


def classify_income(standard: Standard, area: str, income: int, deprivations: int) -> str | None:
    """Give the class for income (đồng a person a month) and the number of indicators lacked.

    Lines are inclusive at the top (QĐ 59/2015, Điều 2; domain.md section 1.1). A standard without a
    "poor" line knows no N1 (NĐ 07/2021: poor is below the line and at least three lacks). None where the
    standard has no near-poor line for the area. Raises `Problem("STANDARD_INCOMPLETE")` where the points
    that make a household poor by deprivation are not in its data.
    """
    lines = {line.kind: line.amount for line in standard.lines if line.area == area}
    if "near-poor" not in lines:
        return None
    if "poor" in lines and income <= lines["poor"]:
        return POOR_BY_INCOME
    if income <= lines["near-poor"]:
        return POOR_BY_DEPRIVATION if deprivations >= _lacks_that_make_poor(standard, area) else NEAR_POOR
    if "middle" in lines and income <= lines["middle"]:
        return MIDDLE
    return NOT_POOR


def _fits(rule: ScoreRule, b1: int, b2: int) -> bool:
    return (
        (rule.b1_over is None or b1 > rule.b1_over)
        and (rule.b1_to is None or b1 <= rule.b1_to)
        and (rule.b2_from is None or b2 >= rule.b2_from)
        and (rule.b2_below is None or b2 < rule.b2_below)
    )


def _lacks_that_make_poor(standard: Standard, area: str) -> int:
    """Turn the B2 points from which a household is N2 into a number of indicators, rounded up."""
    limits = [
        rule.b2_from
        for rule in standard.score_rules
        if rule.area == area and rule.result == POOR_BY_DEPRIVATION and rule.b2_from is not None
    ]
    points = {indicator.points for indicator in standard.indicators}
    if not limits or len(points) != 1 or min(points) <= 0:
        raise Problem("STANDARD_INCOMPLETE", standard=standard.id, area=area)
    return -(-min(limits) // points.pop())
