"""Plans for permanence, and children's ways to adoption."""

from lineofsight.indicators.expressions import FAR_OFF, number, yes
from lineofsight.indicators.spells.care import ADOPTION
from lineofsight.later import ibis

OUTCOMES = (
    *("REMAINSUP", "RETURN1M", "RETURN6M", "RETURNEV", "LTRELFR"),
    *("LTFOST18", "RESPLMT", "SUPPLIV", "ADOPTION", "OTHERPLN"),
)
"""The dataset's keys for what a care plan may aim at, each with an answer."""
NAMES_A_PLAN = '"PERMANENCE_PLAN" *: *"[^" ]'
ANSWERS_ONE = f'"({"|".join(OUTCOMES)})" *: *"[^"N0F ]'
"""An answer that is there and is not N, no, 0 or false."""
BY_FOSTER_CARER = ("A3", "A5")
ADOPTED = ("E11", "E12", "A) ADOPTED")
"""Why care ended: the 903's codes, and Ofsted's words where Annex A gives no more."""


def permanence_plans(tables):
    """Care plans that name where the child is to grow up, with the day each was made
    (`set_on`, where that is told) and the day it was first known."""
    plan = tables["ssd_cla_care_plan"]
    said = plan.lacp_cla_care_plan_json.upper()
    named = plan.filter(
        (said.re_search(NAMES_A_PLAN) | said.re_search(ANSWERS_ONE)).fill_null(False)
    )
    return named.select(
        child_id=named.lacp_person_id,
        set_on=named.lacp_cla_care_plan_start_date,
        known_on=named.known_from,
    )


def adoption_ways(tables):
    """Each child's latest way to adoption: decision, order, match, moving in. `lived_there_on`
    is when a child adopted by foster carers came to live with them, or was placed with
    adopters who fostered at first: by the record, or by the placement that was one of
    adoption by the child's own carers. `adopted_on` is the day of the order, or else of leaving
    care for it."""
    way = tables["ssd_permanence"]
    known = way.filter(way.perm_person_id.notnull())
    place = ibis.row_number().over(
        group_by=known.perm_person_id,
        order_by=[
            known.perm_decision_reversed_date.notnull(),
            known.perm_adm_decision_date.desc(nulls_first=False),
            known.perm_table_id.desc(),
        ],
    )
    known = known.mutate(place=place)
    latest = known.filter(known.place == 0)
    stay = tables["stays"]
    adoptive = stay.filter(stay.placement_type.isin(ADOPTION))
    with_carer = adoptive.placement_type.isin(BY_FOSTER_CARER)
    homes = adoptive.group_by(home_child=adoptive.child_id).agg(
        with_carer_on=with_carer.ifelse(adoptive.since_on, ibis.null("date")).max()
    )
    end = tables["care_ends"]
    adopted = end.filter(end.ended_reason.isin(ADOPTED))
    left = adopted.group_by(left_child=adopted.child_id).agg(left_on=adopted.finished_on.max())
    rows = latest.left_join(homes, latest.perm_person_id == homes.home_child)
    rows = rows.left_join(left, rows.perm_person_id == left.left_child)
    has_left = (rows.left_on >= rows.perm_adm_decision_date).fill_null(False)
    by_carer = yes(rows.perm_adopted_by_carer_flag)
    return rows.select(
        way_child=rows.perm_person_id,
        way_key=rows.perm_table_id,
        decided_on=rows.perm_adm_decision_date,
        ordered_on=rows.perm_placement_order_date,
        matched_on=rows.perm_matched_date,
        placed_on=rows.perm_placed_for_adoption_date,
        reversed_on=rows.perm_decision_reversed_date,
        adopted_on=ibis.coalesce(
            rows.perm_permanence_order_date, has_left.ifelse(rows.left_on, ibis.null("date"))
        ),
        is_by_carer=number(by_carer),
        lived_there_on=ibis.coalesce(
            rows.perm_placed_ffa_cp_date,
            by_carer.ifelse(rows.perm_placed_foster_carer_date, ibis.null("date")),
            rows.with_carer_on,
        ),
    )


def adoptive_families(tables):
    """Prospective adopters by family; an adopter with no family identifier is one alone. A
    step that is over for all of them is over on the last one's day, and one that one of them
    has come to, such as a match, on the first."""
    adopter = tables["own_adopters"]
    rows = adopter.mutate(family=adopter.adpt_family_id.fill_null(adopter.adpt_adopter_id))

    def when_all(column):
        return (column.count() == rows.count()).ifelse(column.max(), ibis.null("date"))

    return rows.group_by(record_key=rows.family).agg(
        stage_1_from=rows.adpt_stage_1_start_date.min(),
        stage_1_to=when_all(rows.adpt_stage_1_end_date),
        stage_2_from=rows.adpt_stage_2_start_date.min(),
        stage_2_to=when_all(rows.adpt_stage_2_end_date),
        approved_on=when_all(rows.adpt_approved_date),
        matched_on=ibis.least(
            rows.adpt_matched_date.min().fill_null(FAR_OFF),
            rows.adpt_placed_date.min().fill_null(FAR_OFF),
            rows.adpt_adoption_order_date.min().fill_null(FAR_OFF),
        ).nullif(ibis.literal(FAR_OFF)),
        left_on=when_all(rows.adpt_left_date),
    )


SPELLS = {
    "permanence_plans": permanence_plans,
    "adoption_ways": adoption_ways,
    "adoptive_families": adoptive_families,
}
