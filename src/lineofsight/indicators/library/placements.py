"""Placements of children looked after: moves, kinds, distance, who provides them."""

from lineofsight.indicators.definition import (
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    FAR_OFF,
    at_end_of,
    has_lasted,
    in_period,
    is_within_months,
    months_before,
    with_unit,
)
from lineofsight.indicators.library.care import (
    NOT_LOOKED_AFTER,
    OPEN_CARE,
    STOCK,
    in_care_with_stay,
)
from lineofsight.indicators.library.placement_distance import (
    ON_THE_DAY,
    PLACEMENTS,
    PLC06,
    PLC07,
    PLC08,
    TEMPORARY,
)
from lineofsight.later import ibis

MANY_PLACEMENTS = 3
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6", "A) FOSTER PLACEMENT")
RESIDENTIAL = ("K1", "K2", "R1", "R2", "R3", "R5", "S1")
OWN_PROVISION = "PR1"
ASKED_BY_CARER = ("CREQB", "CREQO")


def _with_number_of_stays(tables, periods, months: int):
    """Children looked after, with how many stays (temporary placements apart) reached into
    so many months before the day; one that was open as they began counts."""
    rows = at_end_of(periods, tables["in_care_on"])
    stay, days = tables["stays"], tables["days"]
    since = days.mutate(since_on=months_before(days.on_day, months))
    there = since.inner_join(
        stay, [stay.started_on <= since.on_day, stay.until_on > since.since_on]
    )
    many = there.group_by(stay_day=there.on_day, stay_child=there.child_id).agg(
        measure=there.count()
    )
    joined = rows.left_join(many, [rows.on_day == many.stay_day, rows.child_id == many.stay_child])
    return joined.drop("stay_day", "stay_child")


def in_care_with_placements(tables, periods):
    return _with_number_of_stays(tables, periods, 12)


def in_care_with_placements_of_two_years(tables, periods):
    return _with_number_of_stays(tables, periods, 24)


def in_care_with_stability(tables, periods):
    rows = in_care_with_stay(tables, periods)
    return rows.mutate(measure=rows.on_day.delta(rows.stay_since, unit="day"))


def placements_changed_in(tables, periods):
    """Placements that ended in the period because the child moved, with why, and whoever was
    responsible for the child on the day of the move."""
    placement = tables["ssd_cla_placement"]
    changed = placement.filter(placement.clap_cla_placement_end_date.notnull())
    rows = changed.select(
        child_id=changed.clap_person_id,
        record_key=changed.clap_cla_placement_id,
        started_on=changed.clap_cla_placement_start_date,
        finished_on=changed.clap_cla_placement_end_date,
        change_reason=changed.clap_cla_placement_change_reason.upper().strip(),
        measure=changed.clap_cla_placement_end_date.delta(
            changed.clap_cla_placement_start_date, unit="day"
        ),
    )
    rows = rows.filter(rows.change_reason.notnull() & (rows.change_reason != ""))
    return with_unit(in_period(rows, tables, "finished_on"), tables)


def in_unregistered_placements(tables, periods):
    """Children looked after at the end of the period who live in a place that must be
    registered and is not, by the list the authority keeps of them."""
    rows = at_end_of(periods, tables["in_care_on"])
    listed = tables["loc_unregistered_placements"]
    open_ = listed.select(
        listed_child=listed.child_id,
        listed_from=listed.started_on,
        listed_until=listed.ended_on.fill_null(FAR_OFF),
    )
    rows = rows.inner_join(
        open_,
        [
            rows.child_id == open_.listed_child,
            open_.listed_from <= rows.on_day,
            open_.listed_until > rows.on_day,
        ],
    )
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id], order_by=rows.listed_from
    )
    rows = rows.mutate(place=place)
    rows = rows.filter(rows.place == 0)
    return rows.mutate(
        started_on=rows.listed_from,
        measure=rows.on_day.delta(rows.listed_from, unit="day"),
    )


_many = {
    "theme": PLACEMENTS,
    "unit": Unit.PERCENT,
    "polarity": Polarity.LOWER_IS_BETTER,
    "numerator": lambda rows: rows.measure >= MANY_PLACEMENTS,
    "unknown": lambda rows: rows.measure.isnull(),
    "not_counted": "Fewer than three placements.",
}
_placed = {
    "theme": PLACEMENTS,
    "unit": Unit.PERCENT,
    "denominator": in_care_with_stability,
    "unknown": lambda rows: rows.placement_type.isnull() | (rows.placement_type == ""),
    "unknown_reason": "No placement, or not its kind, is recorded.",
    "out_of": "Children looked after on the day, the kind of whose placement is recorded.",
    "not_counted": "Placed elsewhere.",
    "needs": ON_THE_DAY,
    "measure": "days in this placement",
}
PLC01 = Indicator(
    id="PLC01",
    title="Children looked after with 3 or more placements in the year",
    counted="Children with three or more placements in the twelve months to the day.",
    out_of="Children looked after on the day.",
    why_it_matters="Each move is a loss of people, a school, a bed.",
    questions=("Why did each placement end, and was there notice?",),
    denominator=in_care_with_placements,
    unknown_reason="No placement is recorded in the twelve months.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", months_back=12, spells=True)),
    measure="placements in twelve months",
    cautions=(
        f"{TEMPORARY} A placement open as the twelve months began counts as one.",
        "Annex A gives the latest placement and a number, so it takes a history to count.",
    ),
    **_many,
    **STOCK,
)

PLC02 = Indicator(
    id="PLC02",
    title="Placement stability: same placement for 2 years or more",
    theme=PLACEMENTS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children in the same placement for two years or longer; for a child placed for "
    "adoption together with the placement right before.",
    out_of="Children under 16 looked after for two and a half years or longer.",
    not_counted="In this placement for less than two years.",
    why_it_matters="Children do well where they can stay.",
    questions=("Which placements are likely to last, and what do they need?",),
    denominator=in_care_with_stability,
    numerator=lambda rows: has_lasted(rows.stay_since, rows.on_day, 24),
    unknown=lambda rows: rows.stay_since.isnull(),
    unknown_reason="No placement is recorded.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", months_back=24, spells=True)),
    measure="days in this placement",
    evidence="seen: EES stability data set note",
    **(
        STOCK
        | {
            "exclusions": (
                *NOT_LOOKED_AFTER,
                Exclusion("Aged 16 or over.", lambda rows: rows.age >= 16),
                Exclusion(
                    "Looked after for less than two and a half years.",
                    lambda rows: is_within_months(rows.started_on, rows.on_day, 30),
                ),
            ),
            "left_out": "Children of 16 and over, and those looked after for less than two "
            "and a half years.",
        }
    ),
)

PLC03 = Indicator(
    id="PLC03",
    title="Children looked after with 3 or more placements in two years",
    counted="Children with three or more placements in the 24 months to the day.",
    out_of="Children looked after on the day, for two years or longer without a break.",
    why_it_matters="A year can look calm in which a child has just come to rest after many moves.",
    questions=("Which children have not settled for two years, and what would it take?",),
    denominator=in_care_with_placements_of_two_years,
    unknown_reason="No placement is recorded in the two years.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", months_back=24, spells=True)),
    measure="placements in 24 months",
    cautions=(f"{TEMPORARY} A placement open as the two years began counts as one.",),
    evidence="seen: EES stability data set note",
    **_many,
    **(
        STOCK
        | {
            "exclusions": (
                *NOT_LOOKED_AFTER,
                Exclusion(
                    "Looked after for less than two years.",
                    lambda rows: is_within_months(rows.started_on, rows.on_day, 24),
                ),
            ),
            "left_out": "Children looked after for less than two years, short breaks, and young "
            "people aged 18 or over.",
        }
    ),
)

PLC04 = Indicator(
    id="PLC04",
    title="Children looked after who live with foster carers",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children placed with foster carers (U1 to U6), relatives and friends among them.",
    why_it_matters="Most children do best in a family.",
    questions=("How many wait for foster carers, and which children?",),
    numerator=lambda rows: rows.placement_type.isin(FOSTERED),
    **_placed,
    **STOCK,
)

PLC05 = Indicator(
    id="PLC05",
    title="Children looked after in residential settings",
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children in secure or other children's homes, residential care homes, hospitals, "
    "family centres, custody or residential schools (K1, K2, R1, R2, R3, R5, S1).",
    why_it_matters="A home with paid staff should be chosen for what it does for the child.",
    questions=("What is each child there for, and what comes after?",),
    numerator=lambda rows: rows.placement_type.isin(RESIDENTIAL),
    cautions=(
        "Secure homes, custody, supported accommodation and other placements are told apart "
        "from it in PLC05A to PLC05D; the first two are part of this figure.",
    ),
    **_placed,
    **STOCK,
)


def _of_kind(indicator_id: str, title: str, counted: str, *codes: str, **words) -> Indicator:
    """One kind of setting that is to be told apart from the others."""
    return Indicator(
        id=indicator_id,
        title=f"Children looked after {title}",
        polarity=Polarity.NEUTRAL,
        counted=counted,
        numerator=lambda rows: rows.placement_type.isin(codes),
        **words,
        **_placed,
        **STOCK,
    )


PLC05A = _of_kind(
    "PLC05A",
    "in secure children's homes",
    "Children in secure children's homes (K1).",
    "K1",
    why_it_matters="Nothing takes more of a child's freedom away.",
    questions=("Is each order still needed, and what is the plan for the day it ends?",),
)
PLC05B = _of_kind(
    "PLC05B",
    "in custody",
    "Young people in a young offender institution (R5).",
    "R5",
    why_it_matters="Whoever is in custody is still the authority's child.",
    questions=("Who visits, and where will this young person live afterwards?",),
)
PLC05C = _of_kind(
    "PLC05C",
    "in supported accommodation",
    "Young people in supported or semi-independent accommodation (K3, and H5 before it).",
    "K3",
    "H5",
    why_it_matters="Care is owed until 18, in supported accommodation too.",
    questions=("Is it registered, and is this young person ready to live there?",),
)
PLC05D = _of_kind(
    "PLC05D",
    "in other placements (Z1)",
    "Children in placements that fit no other code (Z1).",
    "Z1",
    why_it_matters="Behind this code may be a placement that nobody has registered.",
    questions=("Which placement is it, who inspects it, and why was there no other?",),
)

PLC09 = Indicator(
    id="PLC09",
    title="Children looked after placed with the authority's own provision",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose placement the authority provides itself (PR1).",
    numerator=lambda rows: rows.provider == OWN_PROVISION,
    why_it_matters="Own carers and homes are near by, known, and cost less.",
    questions=("How many own places stand empty, and why?",),
    cautions=("A child with parents (PR0) is in the figure, as not with own provision.",),
    **(
        _placed
        | {
            "unknown": lambda rows: rows.provider.isnull() | (rows.provider == ""),
            "unknown_reason": "Who provides the placement is not recorded.",
            "out_of": "Children looked after on the day whose placement's provider is recorded.",
            "not_counted": "Another provider's placement, or with parents.",
        }
    ),
    **STOCK,
)

PLC10 = Indicator(
    id="PLC10",
    title="Children in unregistered placements",
    theme=PLACEMENTS,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children looked after who live, on the day, in a place that must be registered with "
    "Ofsted and is not.",
    why_it_matters="Nobody inspects it, and for a child under 16 it is against the law.",
    questions=("Who visits, how often, and what has to happen for the child to move?",),
    denominator=in_unregistered_placements,
    timescale=Timescale(
        text="not lawful for under 16 (from Sept 2021) / 16-17 (from Oct 2023)",
        source="Care Standards Act 2000; Care Planning (amendment) Regs 2021; Supported "
        "Accommodation Regs 2023",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    needs=(OPEN_CARE, Need("loc_unregistered_placements", spells=True)),
    measure="days in the placement",
    cautions=(
        "By the authority's own list (`lineofsight template unregistered_placements`). The code "
        "Z1, in PLC05D, is a reason to look, not proof.",
    ),
    **STOCK,
)

PLC11 = Indicator(
    id="PLC11",
    title="Placements that ended because the carer asked",
    theme=PLACEMENTS,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Moves in the period for which the carer had asked, because of the child's behaviour "
    "(CREQB) or for another reason (CREQO).",
    out_of="Moves in the period with a recorded reason.",
    not_counted="The child moved for another reason.",
    why_it_matters="To be asked to leave is the worst way to move.",
    questions=("What help had the carer asked for before asking the child to leave?",),
    denominator=placements_changed_in,
    numerator=lambda rows: rows.change_reason.isin(ASKED_BY_CARER),
    needs=(Need("ssd_cla_placement", spells=True),),
    measure="days in the placement",
    cautions=("The reason of a move is collected in the 903 return, not in Annex A.",),
)

INDICATORS = (
    PLC01,
    PLC02,
    PLC03,
    PLC04,
    PLC05,
    PLC05A,
    PLC05B,
    PLC05C,
    PLC05D,
    PLC06,
    PLC07,
    PLC08,
    PLC09,
    PLC10,
    PLC11,
)
