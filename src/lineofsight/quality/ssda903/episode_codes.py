"""The codes of an episode: each must stand in the list of the year."""

from lineofsight.quality.ssda903.book import rule
from lineofsight.returns.code_sets import code_set

UNTIL_2023 = (
    "A3 A4 A5 A6 H5 K1 K2 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1".split()
)
"""Placement types of 2022/23. Supported accommodation (K3) came in during 2023/24; the codes it
replaced (H5, P2) could still be returned until 2024/25, as could Z1, now split in four."""
WITH_SUPPORTED = sorted((*UNTIL_2023, "K3"))
SINCE_2026 = sorted(
    (*({*WITH_SUPPORTED} - {"H5", "P2", "Z1"}), "Z11", "Z12", "Z13", "Z14"),
)
PROVIDERS = sorted(code.code for code in code_set("ssda903.placement_provider").codes)
OLD_REASONS = ("E43", "E44")
"""Special guardianship before it was told apart who the guardian had been (until 2018)."""


def _of(name: str, *without: str) -> list[str]:
    return [c.code for c in code_set(f"ssda903.{name}").codes if c.code not in without]


LISTS = (
    ("143", "rne", "reason for the new episode", _of("reason_for_new_episode")),
    ("144", "ls", "legal status", _of("legal_status")),
    ("145", "cin", "category of need", _of("need")),
    ("149", "rec", "reason the episode ceased", _of("ceased_reason", *OLD_REASONS)),
    ("1009", "reason_place_change", "reason for the placement change", _of("place_change_reason")),
)


def _code_is_in_no_list(code: str, column: str, what: str, known: list[str], years=(2023, None)):
    @rule(
        code,
        f"The {what} is not a code of this year’s list. Enter one of the listed codes.",
        f"Episodes.{column.upper()}",
        years=years,
    )
    def code_is_in_no_list(t):
        return t.episodes.filter(t.episodes[column].notin(known))


def _provider_is_no_code(without: tuple[str, ...], years) -> None:
    @rule(
        "178",
        "The placement provider is not a code of this year’s list, or a placement of this type has"
        " none. Correct the code or take it out.",
        "Episodes.PLACE_PROVIDER",
        years=years,
    )
    def provider_is_no_code(t):
        episodes = t.episodes
        unwanted = episodes.place_provider.notnull() & episodes.place.isin(without)
        return episodes.filter(episodes.place_provider.notin(PROVIDERS) | unwanted)


for _code, _column, _what, _known in LISTS:
    _code_is_in_no_list(_code, _column, _what, _known)

for _years, _known in (
    ((2023, 2023), UNTIL_2023),
    ((2024, 2025), WITH_SUPPORTED),
    ((2026, None), SINCE_2026),
):
    _code_is_in_no_list("146", "place", "placement type", _known, _years)

for _years, _types in (
    ((2023, 2025), ("T0", "T1", "T2", "T3", "T4", "Z1")),
    ((2026, None), ("T0", "T1", "T2", "T3", "Z11", "Z12", "Z13", "Z14")),
):
    _provider_is_no_code(_types, _years)
