"""What a framework says of the partners: agencies, groups, measures, referrals, feedback."""

from typing import Literal

from lineofsight.packs.forms import Option
from lineofsight.packs.values import Key, Setting, Source, Strict, Text, Whole


class Agency(Strict):
    """An agency that works with the authority; its people see totals, and no child."""

    key: Key
    title: Text
    source: Source


class PartnershipGroup(Strict):
    """A group of the partnership that runs audits of its own: programmes name it."""

    key: Key
    title: Text
    looks_at: str = ""
    source: Source


class PartnerMeasure(Strict):
    """A measure whose figures agencies enter. A share is entered as a part of a whole, so
    that quarters and agencies can be added up. `agencies` empty: every agency enters it."""

    key: Key
    title: Text
    counted: Text
    unit: Literal["count", "percent"]
    better: Literal["higher", "lower", "neither"] = "neither"
    cadence: Setting[Literal["monthly", "quarterly"]]
    agencies: tuple[Key, ...] = ()
    source: Source


class ReferralKind(Strict):
    """Something about a child that is put to the partnership, which decides."""

    key: Key
    title: Text
    decided_by: Text
    raised_by: tuple[Key, ...]
    decide_within_working_days: Setting[Whole]
    outcomes: tuple[Option, ...]
    source: Source


class Partnership(Strict):
    agencies: tuple[Agency, ...] = ()
    groups: tuple[PartnershipGroup, ...] = ()
    measures: tuple[PartnerMeasure, ...] = ()
    referrals: tuple[ReferralKind, ...] = ()


class FeedbackSource(Strict):
    """Who tells about practice outside of any audit. `given_by`: the roles that enter it."""

    key: Key
    title: Text
    given_by: tuple[Key, ...]
    source: Source
