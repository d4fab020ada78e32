"""Ages that a legal status, a placement or a reason for leaving does not go with."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import beside, birthday, first_episodes, with_birth

YOUTH_JUSTICE = ("J1", "J2", "J3")
ADOPTED = ("E11", "E12")
INDEPENDENT = ("E5", "E6")
ADULT_SERVICES = "E7"
GUARDIANSHIP = ("E45", "E46", "E47", "E48")
STAYED_WITH_CARERS = "E17"


@rule(
    "302",
    "The child was looked after before being born. Correct the date of birth, or the day the"
    " episode began.",
    "Episodes.DECOM",
    "Header.DOB",
)
def looked_after_before_birth(t):
    first = with_birth(t, t.fact(first_episodes))
    early = first.filter(first.decom < first.born)
    return {"Episodes": early, "Header": t.header.semi_join(early, "child")}


@rule(
    "352",
    "The young person was 18 or over on the day care began. Correct the date of birth or the day,"
    " or take the episode out.",
    "Episodes.DECOM",
    "Episodes.RNE",
)
def care_began_at_18_or_later(t):
    episodes = with_birth(t, t.episodes)
    return episodes.filter(episodes.rne == "S", episodes.decom >= birthday(episodes.born, 18))


@rule(
    "358",
    "A child under 10 cannot be remanded, detained or sentenced. Correct the date of birth or the"
    " legal status.",
    "Episodes.DECOM",
    "Episodes.LS",
    "Header.DOB",
)
def youth_justice_under_10(t):
    episodes = with_birth(t, t.episodes)
    young = episodes.filter(
        episodes.ls.isin(YOUTH_JUSTICE), episodes.decom < birthday(episodes.born, 10)
    )
    return {"Episodes": young, "Header": t.header.semi_join(young, "child")}


@rule(
    "359",
    "After the 18th birthday a young person can only be looked after in a community home (K2) under"
    " section 20(5) (legal status V2). Correct the episode, or enter the day it ended.",
    "Episodes.DEC",
    "Episodes.LS",
    "Episodes.PLACE",
)
def looked_after_beyond_18(t):
    episodes = with_birth(t, t.episodes)
    is_allowed = (episodes.ls == "V2") & (episodes.place == "K2")
    return episodes.filter(
        episodes.dec_text.isnull(),
        birthday(episodes.born, 18) < t.end,
        ~is_allowed.fill_null(ibis.literal(False)),
    )


# Code, placement, from what age on, in which years, what the placement is.
_PLACEMENTS = (
    ("370", "P2", 15, (2023, 2023), "independent living"),
    ("370", "P2", 16, (2024, 2024), "independent living"),
    ("371", "H5", 14, (2023, 2023), "semi-independent living"),
    ("371", "H5", 16, (2024, 2024), "semi-independent living"),
    ("371", "K3", 16, (2025, None), "supported accommodation"),
    ("372", "R5", 10, (2023, None), "youth custody or a prison"),
    ("373", "S1", 4, (2023, None), "a residential school"),
    ("374", "P3", 14, (2023, None), "residential employment"),
)


def _placed_under(place: str, age: int):
    def find(t):
        episodes = with_birth(t, t.episodes)
        return episodes.filter(
            episodes.place == place, episodes.decom < birthday(episodes.born, age)
        )

    return find


for _code, _place, _age, _years, _what in _PLACEMENTS:
    rule(
        _code,
        f"A child in {_what} has to be at least {_age} on the day the episode began. Correct the"
        " day, the placement or the date of birth.",
        "Episodes.DECOM",
        "Episodes.PLACE",
        years=_years,
    )(_placed_under(_place, _age))


@rule(
    "386",
    "Nobody can be adopted who is 18 or over. Correct the reason, the day the episode ended or the"
    " date of birth.",
    "Episodes.REC",
)
def adopted_at_18_or_later(t):
    episodes = with_birth(t, t.episodes)
    return episodes.filter(episodes.rec.isin(ADOPTED), episodes.dec >= birthday(episodes.born, 18))


@rule(
    "407",
    "A special guardianship order ends at 18, so care cannot end with one after that. Correct the"
    " reason, the day the episode ended or the date of birth.",
    "Episodes.REC",
    "Episodes.DEC",
    "Header.DOB",
)
def special_guardian_at_18_or_later(t):
    episodes = with_birth(t, t.episodes)
    late = episodes.filter(
        episodes.rec.isin(GUARDIANSHIP), episodes.dec >= birthday(episodes.born, 18)
    )
    return {"Episodes": late, "Header": t.header.semi_join(late, "child")}


# Code, reasons, from what age on, the reason in words.
_LEFT_CARE = (
    ("387", INDEPENDENT, 14, "moved into independent living"),
    ("389", (ADULT_SERVICES,), 16, "moved to adult social care"),
    ("460", (STAYED_WITH_CARERS,), 18, "stayed with the carers after care ended"),
)


def _left_under(reasons: tuple[str, ...], age: int):
    def find(t):
        episodes = with_birth(t, t.episodes)
        return episodes.filter(
            episodes.rec.isin(reasons), episodes.dec < birthday(episodes.born, age)
        )

    return find


for _code, _reasons, _age, _what in _LEFT_CARE:
    rule(
        _code,
        f"The reason says that the young person {_what}, but they were under {_age}. Correct the"
        " reason, the day the episode ended or the date of birth.",
        "Episodes.REC",
        "Episodes.DEC",
    )(_left_under(_reasons, _age))


@rule(
    "542",
    "The conviction field has to be blank for a child who was under 10 on 31 March. Take the entry"
    " out, or correct the date of birth.",
    "OC2.CONVICTED",
)
def conviction_under_10(t):
    return t.oc2.filter(t.oc2.convicted.notnull(), birthday(t.oc2.dob, 10) > t.end)


@rule(
    "234",
    "A child under 10 cannot change placement because of custody. Correct the reason, the day on"
    " which the next episode began, or the date of birth.",
    "Episodes.REASON_PLACE_CHANGE",
    "Header.DOB",
    years=(2026, None),
)
def custody_under_10(t):
    # The reason stands with the episode that the change ended: it was made when the next began.
    episodes = with_birth(t, beside(t, "after", "decom"))
    young = episodes.filter(
        episodes.reason_place_change == "CUSTOD",
        episodes.after_decom < birthday(episodes.born, 10),
    )
    return {"Episodes": young, "Header": t.header.semi_join(young, "child")}
