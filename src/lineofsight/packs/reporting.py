"""Boards and reports of a framework: who looks at what, and what each report is made of."""

from typing import Literal

from lineofsight.packs.governance import Meetings, Publishing
from lineofsight.packs.values import Key, Setting, Source, Strict, Text, Whole, YesNo

Shows = Literal[
    "completion", "grades", "themes", "strengths-and-concerns", "services",
    "escalations", "re-checks", "loops", "calibration", "figures", "difference",
    "voice", "learning", "recommendations", "chairs", "external", "reflection",
    "teams", "actions", "lessons", "feedback", "returns", "partner-figures",
    "partner-learning", "partner-referrals", "board-recommendations",
    "taking-part", "by-criterion",
]  # fmt: skip


class AgendaItem(Strict):
    """What stands on a board's agenda: at every meeting, or in the months named.

    `said_by`: whether each agency of the partnership says what it contributes.
    """

    key: Key
    title: Text
    months: tuple[Whole, ...] = ()
    said_by: Literal["agencies", "whoever-leads"] = "whoever-leads"
    source: Source


class Board(Strict):
    key: Key
    title: Text
    cadence: Setting[Text]
    looks_at: str = ""
    raises_themes: bool = False
    agenda: tuple[AgendaItem, ...] = ()
    recommends: bool = False
    """Its recommendations go into the cycle that follows, and come back to it answered."""
    supports: bool = False
    """It asks one service to support another, as an action of its own."""
    meetings: Meetings = Meetings()
    source: Source

    @property
    def is_monthly(self) -> bool:
        """Part of the monthly cycle: by how often it meets or, where that is not set, by the
        words of its cadence."""
        if self.meetings.meets.value is not None:
            return self.meetings.meets.value in ("monthly", "four-weekly")
        return str(self.cadence.value or "").casefold().startswith("monthly")


class ReportSection(Strict):
    """A part of a report under a heading of the framework. `shows` names what it is made
    of; `activities` those it is about (empty: all of the report's); `services` the services
    it keeps to (empty: the whole authority); `indicators` the measures among its figures
    (empty: all); `from_whom` the sources of the feedback in it (empty: all); `months` in
    which it is whole (empty: always); `required`: the report is marked incomplete without
    it."""

    key: Key
    title: Text
    shows: tuple[Shows, ...]
    activities: tuple[Key, ...] = ()
    services: tuple[Key, ...] = ()
    indicators: tuple[Text, ...] = ()
    from_whom: tuple[Key, ...] = ()
    months: tuple[Whole, ...] = ()
    required: bool = True
    source: Source


class Issue(Strict):
    """What a report may be about: the measures that are looked at together."""

    key: Key
    title: Text
    indicators: tuple[Text, ...]
    source: Source


class ReportUse(Strict):
    """`runs`: when the product compiles it by itself; not set: only when somebody asks.
    `activities`: the kinds it is about; empty: all.

    `each`: the report is of one thing chosen when it is begun: one planned piece of work
    of its activities, or one of its `issues`. `totals_only`: it is compiled as the copy for
    outside, and there is no other.
    """

    key: Key
    title: Text
    cadence: Setting[Text]
    runs: Setting[Literal["monthly", "quarterly", "twice-a-year", "yearly"]] = Setting(
        source=Source.NOT_SET
    )
    audience: str = ""
    activities: tuple[Key, ...] = ()
    each: Literal["planned-work", "issue"] | None = None
    issues: tuple[Issue, ...] = ()
    by_service: bool = False
    sections: tuple[ReportSection, ...] = ()
    member_version: bool = False
    totals_only: YesNo = False
    publishing: Publishing = Publishing()
    source: Source
