"""Who provides a placement: which types have a provider, and which provider can have which."""

from lineofsight.quality.ssda903.book import rule

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
UNREGISTERED = ("Z11", "Z12", "Z13", "Z14")
"""What Z1, other placements, is split into from 2025/26 on."""

NOT_WITH = (
    ("527", "PR1", "The authority itself", ("P1", "R2", "R5")),
    ("528", "PR2", "Another local authority", ("P1", "R2", "R5")),
    (
        "529",
        "PR3",
        "Another public body",
        ("P1", "A3", "A4", "A5", "A6", "K1", "K2", "U1", "U2", "U3", "U4", "U5", "U6"),
    ),
    ("530", "PR4", "A private provider", ("P1",)),
    ("531", "PR5", "A voluntary provider", ("P1",)),
)


def _provider_cannot_have(code: str, provider: str, who: str, types: tuple[str, ...]) -> None:
    @rule(
        code,
        f"{who} ({provider}) cannot provide a placement of this type. Correct the placement type or"
        " the provider.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER",
    )
    def provider_cannot_have_this_type(t):
        return t.episodes.filter(
            t.episodes.place_provider == provider, t.episodes.place.isin(types)
        )


for _each in NOT_WITH:
    _provider_cannot_have(*_each)


@rule(
    "550",
    "Parents (PR0) can be the provider only of a placement with parents (P1). Correct the"
    " placement type or the provider.",
    "Episodes.PLACE",
    "Episodes.PLACE_PROVIDER",
)
def parents_provide_another_type(t):
    episodes = t.episodes
    return episodes.filter(episodes.place_provider == "PR0", episodes.place.fill_null("") != "P1")


def _provider_is_not_wanted(types: tuple[str, ...], years) -> None:
    @rule(
        "213",
        "A placement of this type has no provider. Take the provider out.",
        "Episodes.PLACE_PROVIDER",
        years=years,
    )
    def provider_is_not_wanted(t):
        episodes = t.episodes
        return episodes.filter(episodes.place.isin(types), episodes.place_provider.notnull())


def _provider_is_missing(types: tuple[str, ...], years) -> None:
    @rule(
        "526",
        "The placement has no provider. Enter who provides it.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER",
        years=years,
    )
    def provider_is_missing(t):
        episodes = t.episodes
        return episodes.filter(
            episodes.place.fill_null("").notin(types), episodes.place_provider.isnull()
        )


_provider_is_not_wanted(TEMPORARY, (2023, 2025))
_provider_is_not_wanted((*TEMPORARY, *UNREGISTERED), (2026, None))
_provider_is_missing((*TEMPORARY, "Z1"), (2023, 2025))
_provider_is_missing((*TEMPORARY, *UNREGISTERED), (2026, None))
