"""What is known of a child's health by days: questionnaires, convictions, substances."""

from lineofsight.indicators.expressions import no
from lineofsight.indicators.spells.people import each_until_the_next

HIGHEST_SCORE = 40


def sdq_scores(tables):
    """Days with a strengths and difficulties score; of two on a day the higher."""
    told = tables["ssd_sdq_scores"]
    scored = told.filter(
        told.csdq_sdq_completed_date.notnull()
        & told.csdq_sdq_score.between(0, HIGHEST_SCORE)
        & told.csdq_person_id.notnull()
    )
    days = scored.group_by(
        child_id=scored.csdq_person_id, scored_on=scored.csdq_sdq_completed_date
    ).agg(score=scored.csdq_sdq_score.cast("int64").max())
    return each_until_the_next(days, "scored_on")


def convictions(tables):
    """Days on which a child was convicted or cautioned."""
    told = tables["ssd_cla_convictions"]
    dated = told.filter(told.clac_cla_conviction_date.notnull() & told.clac_person_id.notnull())
    days = dated.select(
        child_id=dated.clac_person_id, convicted_on=dated.clac_cla_conviction_date
    ).distinct()
    return each_until_the_next(days, "convicted_on")


def substance_misuse(tables):
    """Days on which a problem with substances was found: dated records that do not say no."""
    told = tables["ssd_cla_substance_misuse"]
    found = told.filter(
        told.clas_substance_misuse_date.notnull()
        & told.clas_person_id.notnull()
        & ~no(told.clas_substance_misused)
    )
    days = found.select(
        child_id=found.clas_person_id, misused_on=found.clas_substance_misuse_date
    ).distinct()
    return each_until_the_next(days, "misused_on")


SPELLS = {
    "sdq_scores": sdq_scores,
    "convictions": convictions,
    "substance_misuse": substance_misuse,
}
