"""Codes and numbers that are none: written otherwise than the lists have them."""

from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.records import code, is_given
from lineofsight.returns.code_sets import code_set

GROUPS = "annex_a"
"""Annex A tells some codes by words of its own, which the journey keeps with their letter."""
# Code, field, the code sets it may be of, what is wrong.
LISTED = (
    ("J201", "ssd_person.pers_sex", ("ssd.sex",), "The child’s sex is none of the codes M, F, U"
     " and I."),
    ("J202", "ssd_person.pers_ethnicity", ("cin.ethnicity", "annex_a.ethnicity"),
     "The ethnicity is none of the department’s codes."),
    ("J203", "ssd_cin_episodes.cine_referral_source_code", ("cin.referral_source",
     "annex_a.source"), "The source of the referral is none of the department’s codes."),
    ("J204", "ssd_cin_episodes.cine_cin_primary_need_code", ("cin.need", "annex_a.need"),
     "The primary need is none of the department’s codes."),
    ("J205", "ssd_cin_episodes.cine_close_reason", ("cin.closure_reason",
     "annex_a.closure_reason"), "The reason for closure is none of the department’s codes."),
    ("J206", "ssd_cp_plans.cppl_cp_plan_latest_category", ("cin.abuse", "annex_a.abuse"),
     "The latest category of abuse is none of the department’s codes."),
    ("J207", "ssd_legal_status.lega_legal_status", ("ssda903.legal_status",
     "annex_a.legal_status"), "The legal status is none of the department’s codes."),
    ("J208", "ssd_cla_placement.clap_cla_placement_type", ("ssda903.placement_type",
     "annex_a.placement_type"), "The type of the placement is none of the department’s codes."),
    ("J209", "ssd_cla_episodes.clae_cla_episode_ceased_reason", ("ssda903.ceased_reason",
     "annex_a.ceased_reason"), "The reason why the episode ceased is none of the department’s"
     " codes."),
    ("J210", "ssd_disability.disa_disability_code", ("cin.disability",),
     "The disability is none of the department’s codes."),
)  # fmt: skip


def _allowed(sets: tuple[str, ...]) -> list[str]:
    return sorted({each.code.upper() for name in sets for each in code_set(name).codes})


def _is_listed(field: str, sets: tuple[str, ...]):
    table, column = field.split(".")
    allowed = _allowed(sets)

    def given(t):
        rows = getattr(t, table)
        return rows.filter(is_given(rows[column]))

    def unknown(rows, t):
        return rows.filter(~code(rows[column]).isin(allowed))

    return given, unknown


for _code, _field, _sets, _wrong in LISTED:
    _given, _unknown = _is_listed(_field, _sets)
    rule(_code, f"{_wrong} Enter a code of the list.", _field, among=_given)(_unknown)

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters of a pupil number, by the remainder of its weighted figures."""
WEIGHTS = range(2, 14)
PATTERN = r"^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$"
"""A permanent number has figures to the end; a temporary one ends with a letter."""


def pupil_numbers(t):
    rows = t.ssd_linked_identifiers
    return rows.filter(
        (code(rows.link_identifier_type) == "UNIQUE PUPIL NUMBER")
        & is_given(rows.link_identifier_value)
    )


@rule("J211", "The unique pupil number is not one: it is a letter and twelve figures, the last of"
      " which may be a letter, and its first letter follows from the others. Check it.",
      "ssd_linked_identifiers.link_identifier_value", among=pupil_numbers)  # fmt: skip
def not_a_pupil_number(rows, t):
    number = code(rows.link_identifier_value)
    is_formed = number.re_search(PATTERN)
    rows = rows.mutate(total=_weighted(is_formed.ifelse(number, None)))
    check = rows.total % len(LETTERS)
    letter = ibis.literal(LETTERS).substr(check, 1)
    first = code(rows.link_identifier_value).substr(0, 1)
    return rows.filter(rows.total.isnull() | (first != letter))


def _weighted(number):
    """Of its twelve last characters; a letter at the end counts as its place among the letters."""
    figures = sum(
        number.substr(place, 1).cast("int64") * weight
        for place, weight in zip(range(1, 12), WEIGHTS, strict=False)
    )
    end = number.substr(12, 1)
    last = end.re_search("[0-9]").ifelse(end, None).try_cast("int64")
    as_letter = ibis.literal(LETTERS).find(end)
    return figures + last.fill_null(as_letter) * WEIGHTS[-1]


def scored(t):
    rows = t.ssd_sdq_scores
    return rows.filter(rows.csdq_sdq_score.notnull())


@rule("J212", "The score of the strengths and difficulties questionnaire is not from 0 to 40."
      " Correct it.", "ssd_sdq_scores.csdq_sdq_score", among=scored)  # fmt: skip
def not_a_score(rows, t):
    return rows.filter((rows.csdq_sdq_score < 0) | (rows.csdq_sdq_score > 40))
