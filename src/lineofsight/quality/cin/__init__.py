"""The department's rules for the children in need census, by theme."""

from lineofsight.quality.cin import (
    assessments,
    before_referral,
    births_and_deaths,
    cin_plans,
    closures,
    disability,
    factors,
    header,
    identity,
    protection,
    pupil_numbers,
    referrals,
    reviews,
    section_47,
    whole_return,
)
from lineofsight.quality.cin.book import BOOK

__all__ = [
    "BOOK",
    "assessments",
    "before_referral",
    "births_and_deaths",
    "cin_plans",
    "closures",
    "disability",
    "factors",
    "header",
    "identity",
    "protection",
    "pupil_numbers",
    "referrals",
    "reviews",
    "section_47",
    "whole_return",
]
