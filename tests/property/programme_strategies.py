"""Programmes of every rule, and packs small enough to hold them."""

from functools import cache

from hypothesis import strategies as st

from lineofsight.packs import Pack, load_pack
from lineofsight.packs.programmes import Programme

TYPES = ("practice-review", "observation", "thematic-review", "reflection")
NOT_PAUSABLE = ("reflection",)
HOLDERS = ("team-manager",)


@cache
def _ours() -> Pack:
    """Our framework with plain types of activity; one of them cannot be paused."""
    ours = load_pack("worcestershire")
    first = ours.activity_types[0]
    types = tuple(
        first.model_copy(update={"key": key, "title": key.replace("-", " ").capitalize(),
                                 "pausable": key not in NOT_PAUSABLE})
        for key in TYPES
    )  # fmt: skip
    return ours.model_copy(update={"activity_types": types, "programmes": ()})


def pack_with(*said: dict) -> Pack:
    """A pack whose programmes are these."""
    programmes = tuple(Programme.model_validate(each) for each in said)
    return _ours().model_copy(update={"programmes": programmes})


def stated(value) -> dict:
    return {"value": value, "source": "stated"}


def programme(rule: str, **said) -> dict:
    """A programme as a pack writes it; `said` are its keys, plain values become stated."""
    base = {
        "key": said.pop("key", "reviews"), "title": said.pop("title", "Reviews"), "rule": rule,
        "activity": said.pop("activity", TYPES[0]), "source": "stated",
        "release": {
            "day_of_month": {"source": "not set"}, "non_working": {"source": "not set"},
            "due": {"source": "not set"},
        } | {key: stated(said.pop(key)) for key in
             ("day_of_month", "non_working", "due", "lasts_working_days") if key in said},
    }  # fmt: skip
    plain = {"then", "holders", "sampling"}
    return base | {key: value if key in plain else stated(value) for key, value in said.items()}


paused = st.lists(st.integers(1, 12), max_size=6, unique=True)
months = st.builds(lambda year, month: (year, month), st.integers(2020, 2032), st.integers(1, 12))


@st.composite
def rotations(draw) -> Programme:
    types = draw(st.lists(st.sampled_from(TYPES[:3]), min_size=2, max_size=3, unique=True))
    said = programme(
        "rotation", activity=types[0], then=types[1:], holders=list(HOLDERS),
        paused_months=draw(paused), starts_spread=draw(st.booleans()), day_of_month=1,
        due="last-day-of-month",
    )  # fmt: skip
    return Programme.model_validate(said)


@st.composite
def programmes(draw) -> dict:
    rule = draw(st.sampled_from(["one-per-holder", "rotation", "number-a-year", "fixed-months"]))
    said = {"activity": draw(st.sampled_from(TYPES)), "paused_months": draw(paused)}
    if draw(st.booleans()):
        said |= {"day_of_month": draw(st.integers(1, 31)), "due": "last-working-day-of-month",
                 "non_working": draw(st.sampled_from(["none", "next", "previous"]))}  # fmt: skip
    if rule in ("one-per-holder", "rotation"):
        said["holders"] = list(HOLDERS)
    if rule == "rotation":
        said["then"] = [key for key in TYPES if key != said["activity"]][:2]
    if rule == "number-a-year":
        said["number_a_year"] = draw(st.integers(1, 14))
    if rule == "fixed-months":
        said["months"] = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True))
    if draw(st.booleans()):
        said["year_starts_in_month"] = draw(st.sampled_from([1, 4, 9]))
    return programme(rule, **said)
