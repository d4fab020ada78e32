"""Children who go missing, or are away without authorisation."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    EVENT_KINDS,
    ROLLING_ONLY,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    FAR_OFF,
    age_on,
    at_end_of,
    day_of,
    in_period,
    months_before,
    number,
    plus,
    with_person,
    with_unit,
)
from lineofsight.indicators.library.care import LEFT_OUT, NOT_LOOKED_AFTER, OPEN_CARE
from lineofsight.indicators.spells.care import ADULT
from lineofsight.indicators.spells.missing import AWAY, MISSING, answer
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

THEME = "Missing children"
WITHIN_HOURS = 72
THREE_DAYS = Interval(3, Span.DAYS)
A_DAY_OR_MORE = 2
"""Days between first and last that mean certainly more than 24 hours, where no time is told."""


def missing_begun_in(tables, periods):
    """Episodes that began in the period, with whoever was responsible that day."""
    rows = in_period(tables["missing_episodes"], tables, "started_on")
    return with_unit(rows.mutate(measure=rows.days), tables)


def _cared_for_during(tables, periods):
    """Children looked after at any time in the period, each once: by the last of their
    periods of care that were no short breaks, on its last day or the period's."""
    care = tables["care_periods"]
    rows = periods.inner_join(
        care, [care.first_on <= periods.end_on, care.until_on > periods.start_on]
    )
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id],
        order_by=[rows.is_short_break, rows.first_on.desc(), rows.record_key],
    )
    rows = rows.mutate(place=place)
    rows = rows.filter(rows.place == 0).drop("place")
    last_day = day_of(rows.until_on - ibis.interval(days=1))
    rows = rows.mutate(on_day=ibis.least(last_day, rows.end_on))
    rows = with_person(rows, tables)
    rows = rows.mutate(
        finished_on=rows.until_on.nullif(ibis.literal(FAR_OFF)),
        not_counted_as=ibis.cases(
            (rows.is_short_break == 1, "short break"),
            (age_on(rows.born_on, ibis.greatest(rows.first_on, rows.start_on)) >= ADULT, "adult"),
            else_="",
        ),
    )
    return with_unit(rows, tables)


def _with_number_of(kind: str, tables, periods):
    """The same, with how many such episodes began in the period while the child was looked
    after, as `measure`."""
    rows = _cared_for_during(tables, periods)
    episode = in_period(tables["missing_episodes"], tables, "started_on")
    ours = episode.filter((episode.kind == kind) & (episode.is_looked_after == 1))
    many = ours.group_by(many_period=ours.period_id, many_child=ours.child_id).agg(
        many=ours.count()
    )
    joined = rows.left_join(
        many, [rows.period_id == many.many_period, rows.child_id == many.many_child]
    )
    return joined.mutate(measure=joined.many.fill_null(0)).drop("many_period", "many_child")


def cared_for_with_missing(tables, periods):
    return _with_number_of(MISSING, tables, periods)


def cared_for_with_away(tables, periods):
    return _with_number_of(AWAY, tables, periods)


def returned_in(tables, periods):
    """Returns in the period, with the minutes from each to the first offer of an interview;
    fewer than none if the times are the wrong way round."""
    told = tables["loc_missing_returns"]
    dated = told.filter(told.returned_on.notnull() & told.returned_hours.notnull())
    minutes = ((dated.interview_offered_hours - dated.returned_hours) * 60).round(0)
    rows = dated.select(
        child_id=dated.child_id,
        record_key=dated.episode_id,
        started_on=dated.returned_on,
        finished_on=dated.interview_offered_on,
        due_on=plus(dated.returned_on, THREE_DAYS),
        minutes=minutes.cast("int64"),
        measure=(minutes / 60).ceil().cast("int64"),
    )
    return with_unit(in_period(rows, tables, "started_on"), tables)


def missing_on(tables, periods):
    """Children with an episode open at the end of the period, each once, by the first."""
    days, episode = tables["days"], tables["missing_episodes"]
    there = days.inner_join(
        episode, [episode.started_on <= days.on_day, episode.until_on > days.on_day]
    )
    there = there.mutate(
        is_missing=number(there.kind == MISSING),
        is_kind_told=number(there.kind.notnull()),
        measure=there.on_day.delta(there.started_on, unit="day"),
    )
    return at_end_of(periods, with_unit(_first_of_each(there), tables))


def _first_of_each(rows):
    """Each child once a day: missing before away, looked after before not, longest first."""
    place = ibis.row_number().over(
        group_by=[rows.on_day, rows.child_id],
        order_by=[
            rows.is_looked_after.desc(),
            rows.is_missing.desc(),
            rows.started_on,
            rows.record_key,
        ],
    )
    rows = rows.mutate(place=place)
    return rows.filter(rows.place == 0).drop("place")


def in_care_with_last_return(tables, periods):
    """Children looked after at the end of the period who came back from being missing in the
    twelve months before, with what is told of the interview after the last return. A return
    to government may tell it without the episode, for the day it speaks for."""
    days, episode = tables["days"], tables["missing_episodes"]
    ended = episode.filter((episode.kind == MISSING) & episode.finished_on.notnull())
    there = days.mutate(since_on=months_before(days.on_day, 12)).inner_join(
        ended, [ended.finished_on <= days.on_day]
    )
    there = there.filter(there.finished_on > there.since_on)
    dated = there.select(
        returned_day=there.on_day,
        returned_child=there.child_id,
        returned_on=there.finished_on,
        is_offered=there.is_offered,
        is_accepted=there.is_accepted,
        order_key=there.record_key,
    )
    last = _last_of_each(ibis.union(dated, _said_of_the_last(tables)))
    rows = at_end_of(periods, tables["in_care_on"])
    return rows.inner_join(
        last, [rows.on_day == last.returned_day, rows.child_id == last.returned_child]
    ).drop("returned_day", "returned_child")


def _said_of_the_last(tables):
    told = tables["ssd_missing"]
    said = told.filter(
        told.miss_missing_episode_start_date.isnull()
        & told.miss_person_id.notnull()
        & told.miss_missing_rhi_offered.notnull()
    )
    return said.select(
        returned_day=said.told_on,
        returned_child=said.miss_person_id,
        returned_on=ibis.null("date"),
        is_offered=answer(said.miss_missing_rhi_offered),
        is_accepted=answer(said.miss_missing_rhi_accepted),
        order_key=said.miss_table_id,
    )


def _last_of_each(rows):
    place = ibis.row_number().over(
        group_by=[rows.returned_day, rows.returned_child],
        order_by=[rows.returned_on.desc(nulls_first=False), rows.order_key.desc()],
    )
    rows = rows.mutate(place=place)
    return rows.filter(rows.place == 0).drop("place", "order_key")


NOT_IN_CARE = Exclusion(
    "Not looked after when it began, or only for short breaks.",
    lambda rows: rows.is_looked_after == 0,
)
ONLY_AWAY = Exclusion("Away without authorisation, not missing.", lambda rows: rows.kind == AWAY)
KIND_NOT_TOLD = "Whether the child was missing or away without authorisation is not recorded."
REPORTING = (
    "Authorities report differently, and more since 2014: a rise may be better recording. "
    "Compare an authority with its own past before anybody else."
)
MISSING_SPELLS = Need("ssd_missing", spells=True)
MISSING_BEGUN = Need("ssd_missing")
_begun = {
    "theme": THEME,
    "unit": Unit.COUNT,
    "polarity": Polarity.LOWER_IS_BETTER,
    "denominator": missing_begun_in,
    "period_kinds": EVENT_KINDS,
    "needs": (MISSING_BEGUN, OPEN_CARE),
    "left_out": "Episodes of children who were not looked after when they began.",
    "measure": "days missing",
}
_during = {
    "theme": THEME,
    "polarity": Polarity.LOWER_IS_BETTER,
    "period_kinds": ROLLING_ONLY,
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "adds_up": False,
    "needs": (MISSING_BEGUN, OPEN_CARE),
}
WAS_NOT = Exclusion("No such episode in the twelve months.", lambda rows: rows.measure == 0)

MIS01 = Indicator(
    id="MIS01",
    title="Looked after children missing in 12 months",
    unit=Unit.PERCENT,
    counted="Children who went missing at least once in the twelve months while looked after.",
    out_of="Children looked after at any time in the twelve months.",
    not_counted="Did not go missing.",
    left_out=LEFT_OUT,
    why_it_matters="A child who goes missing is at risk, and may be running from something.",
    questions=("What do the return interviews of these children have in common?",),
    denominator=cared_for_with_missing,
    numerator=lambda rows: rows.measure > 0,
    exclusions=NOT_LOOKED_AFTER,
    measure="times missing in the twelve months",
    cautions=(REPORTING,),
    **_during,
)

MIS02 = Indicator(
    id="MIS02",
    title="Missing incidents (looked after)",
    counted="Times that a child looked after went missing, by the day each began.",
    not_counted="Away without authorisation: it is known where the child is.",
    why_it_matters="Each is a time when nobody knew whether the child was safe.",
    questions=("From which homes, and on which days?", "Was a strategy meeting held?"),
    numerator=lambda rows: rows.kind == MISSING,
    unknown=lambda rows: rows.kind.isnull(),
    unknown_reason=KIND_NOT_TOLD,
    exclusions=(NOT_IN_CARE,),
    cautions=(REPORTING, "An episode that has not ended counts in the month it began."),
    **_begun,
)

MIS03 = Indicator(
    id="MIS03",
    title="Mean missing incidents per missing child",
    unit=Unit.MEAN,
    unit_words="incidents",
    counted="The times these children went missing in the twelve months, shared among them.",
    out_of="Children who went missing at least once in the twelve months while looked after.",
    left_out="Children who did not go missing.",
    why_it_matters="A few children who go missing again and again need a plan of their own.",
    questions=("Which children make this figure, and who knows them best?",),
    denominator=cared_for_with_missing,
    exclusions=(*NOT_LOOKED_AFTER, WAS_NOT),
    measure="times missing in the twelve months",
    cautions=(REPORTING, "One child who goes missing very often moves a small team's mean far."),
    **_during,
)

MIS04 = Indicator(
    id="MIS04",
    title="Return home interview offered within 72 hours",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Returns after which an interview was first offered within 72 hours.",
    out_of="Times that a child came back from being missing in the period.",
    not_counted="It was offered later, or not at all.",
    left_out="Returns whose interview is recorded as offered before the child came back.",
    why_it_matters="Soon after coming back a child may say what they will not say later.",
    questions=("Who hears of a return at the weekend?",),
    denominator=returned_in,
    numerator=lambda rows: rows.minutes <= WITHIN_HOURS * 60,
    unknown=lambda rows: rows.minutes < 0,
    unknown_reason="The interview is recorded as offered before the child came back.",
    timescale=Timescale(
        text="72 hours",
        source="Statutory guidance children who run away or go missing 2014",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    period_kinds=EVENT_KINDS,
    needs=(Need("loc_missing_returns"),),
    measure="hours to the first offer, begun ones counted",
    cautions=(
        "Hours from the return, not working days. The statutory returns have no times: this needs "
        "the local extract of returns from being missing.",
        "The night the clocks change is counted as 24 hours.",
    ),
)

MIS05 = Indicator(
    id="MIS05",
    title="Return home interview accepted",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children who accepted the interview offered after their last return.",
    out_of="Children looked after on the day who were offered an interview after they last came "
    "back from being missing, in the twelve months before.",
    not_counted="The interview was declined.",
    left_out="Children to whom none was offered.",
    why_it_matters="An interview is worth what the child says in it, to somebody they trust.",
    questions=("Who offers it, and when?", "What do children say who decline?"),
    denominator=in_care_with_last_return,
    numerator=lambda rows: rows.is_accepted == 1,
    unknown=lambda rows: (
        rows.is_offered.isnull() | ((rows.is_offered == 1) & rows.is_accepted.isnull())
    ),
    unknown_reason="Whether it was offered, or accepted, is not recorded.",
    exclusions=(
        *NOT_LOOKED_AFTER,
        Exclusion(
            "No interview was offered after the last return.", lambda rows: rows.is_offered == 0
        ),
    ),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(OPEN_CARE, Need("ssd_missing", months_back=12, latest_is_enough=True)),
    cautions=(
        "“Offered and declined” is not accepted: some published mappings of Annex A turn it "
        "into yes. Here it is whatever the answer to “accepted” says.",
        "Annex A tells of the last return only, without its day.",
    ),
)

MIS06 = Indicator(
    id="MIS06",
    title="Away without authorisation incidents per child",
    unit=Unit.MEAN,
    unit_words="incidents",
    counted="The times these children were away without authorisation in the twelve months, "
    "shared among them.",
    out_of="Children away without authorisation at least once in the twelve months while looked "
    "after.",
    left_out="Children who were not away.",
    why_it_matters="Staying out is often the step before going missing.",
    questions=("Is it known where the child goes, and with whom?",),
    denominator=cared_for_with_away,
    exclusions=(*NOT_LOOKED_AFTER, WAS_NOT),
    measure="times away in the twelve months",
    cautions=(REPORTING,),
    **_during,
)

MIS07 = Indicator(
    id="MIS07",
    title="Children missing at snapshot",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children looked after who are missing on the day and have not come back.",
    not_counted="Away without authorisation.",
    left_out="Children who were not looked after when they went missing.",
    why_it_matters="Somebody must be looking for every one of them today.",
    questions=("When did the police and the director last hear of this child?",),
    denominator=missing_on,
    numerator=lambda rows: rows.is_missing == 1,
    unknown=lambda rows: rows.is_kind_told == 0,
    unknown_reason=KIND_NOT_TOLD,
    exclusions=(NOT_IN_CARE,),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(MISSING_SPELLS, OPEN_CARE),
    measure="days missing",
    cautions=("A return that was never recorded looks like a child still missing.",),
)

MIS08 = Indicator(
    id="MIS08",
    title="Children missing over 24 hours",
    counted="Times that a child looked after was missing for more than 24 hours.",
    not_counted="Back within 24 hours, or away without authorisation.",
    why_it_matters="The longer a child is missing, the greater the harm.",
    questions=("What was done in the first day?",),
    numerator=lambda rows: (rows.kind == MISSING) & (rows.days >= A_DAY_OR_MORE),
    unknown=lambda rows: (
        rows.kind.isnull()
        | ((rows.kind == MISSING) & (rows.days.isnull() | (rows.days == A_DAY_OR_MORE - 1)))
    ),
    unknown_reason="It ended on the day after it began, and no time of day is recorded: it may "
    "have been more or less than 24 hours.",
    exclusions=(NOT_IN_CARE,),
    cautions=(
        REPORTING,
        "The returns tell days without a time. Two days or more apart is certainly longer than "
        "24 hours, the same day certainly not; the next day cannot be told, and is said apart.",
    ),
    **_begun,
)

INDICATORS = (MIS01, MIS02, MIS03, MIS04, MIS05, MIS06, MIS07, MIS08)
