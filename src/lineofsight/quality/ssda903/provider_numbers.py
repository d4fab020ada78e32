"""Ofsted's number of the provider (URN): whether it is needed, and whether it is that provider."""

from datetime import date

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import placed

NO_NUMBER = "XXXXXXX"
"""Stands for the number where a regional adoption agency has none."""
SHORT_BREAKS = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
NOT_REGISTERED = ("P1", "P3", "R1", "R2", "R5", *TEMPORARY)
"""Placements that Ofsted does not register, in every year; others came and went."""
UNREGISTERED_OF_2026 = ("Z11", "Z12", "Z13", "Z14")
OUTSIDE_ENGLAND = ("CON", "NIR", "SCO", "WAL", "NUK")
AGENCY_PLACEMENTS = ("A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6")
SUPPORTED = "K3"
NUMBERS_NEEDED_SINCE = date(2015, 3, 31)
SUPPORTED_REGISTERED_SINCE = date(2023, 10, 29)


def _numbered(t):
    """Episodes with a number that the list of providers should hold."""
    return t.episodes.filter(t.episodes.urn.notnull(), t.episodes.urn != NO_NUMBER)


def _listed(t, *columns: str):
    return t.providers.select("urn", *columns).distinct()


def _has(codes, code):
    """A code stands among codes with commas between."""
    return ("," + codes.replace(" ", "") + ",").contains("," + code + ",")


@rule(
    "1008",
    "The provider’s number (URN) is not in Ofsted’s list. Correct the number.",
    "Episodes.URN",
)
def number_is_not_listed(t):
    return _numbered(t).anti_join(_listed(t), "urn")


@rule(
    "214",
    "Short breaks (V3, V4) need neither the placement’s postcode nor a provider’s number. Take them"
    " out, or correct the legal status.",
    "Episodes.PL_POST",
    "Episodes.URN",
    "Episodes.LS",
)
def placement_of_a_short_break(t):
    return t.episodes.filter(
        t.episodes.ls.isin(SHORT_BREAKS), t.episodes.pl_post.notnull() | t.episodes.urn.notnull()
    )


def _abroad(episodes):
    """Outside England; where that cannot be told, in England."""
    return episodes.pl_la.isin(OUTSIDE_ENGLAND).fill_null(ibis.literal(False))


def _number_is_missing(not_needed: tuple[str, ...], since: date | None = None):
    """`since` is the day after which an episode that has ended needs a number; without it, the
    first day of the year."""

    def find(t):
        episodes = t.episodes.inner_join(t.fact(placed), "row")
        ended = episodes.dec > ibis.literal(since) if since else episodes.dec >= t.start
        return episodes.filter(
            episodes.urn.isnull(),
            episodes.place.notin(not_needed) | episodes.place.isnull(),
            ~_abroad(episodes),
            ended | episodes.dec_text.isnull(),
        )

    return find


for _years, _not_needed, _since in (
    ((2023, 2024), ("H5", "P2", *NOT_REGISTERED, "Z1"), None),
    ((2025, 2025), (*NOT_REGISTERED, "Z1"), None),
    ((2026, None), (*NOT_REGISTERED, *UNREGISTERED_OF_2026), NUMBERS_NEEDED_SINCE),
):
    rule(
        "218",
        "The provider’s number (URN) is missing. Enter the number that Ofsted’s list has for this"
        " placement.",
        "Episodes.URN",
        "Episodes.PLACE",
        years=_years,
    )(_number_is_missing(_not_needed, _since))


@rule(
    "219",
    "By Ofsted’s list this provider gives no placements of this type. Correct the number (URN) or"
    " the placement type.",
    "Episodes.URN",
    "Episodes.PLACE",
)
def provider_gives_no_such_placement(t):
    episodes = _numbered(t)
    listed = _listed(t, "place_codes")
    return episodes.anti_join(
        listed, [episodes.urn == listed.urn, _has(listed.place_codes, episodes.place)]
    )


def _postcode_unlike_listed(*places: str):
    def find(t):
        episodes = _numbered(t)
        episodes = episodes.filter(
            episodes.place.isin(places),
            episodes.ls.notin(SHORT_BREAKS) | episodes.ls.isnull(),
            episodes.pl_post.notnull(),
        )
        listed = _listed(t, "postcode")
        return episodes.anti_join(
            listed,
            [
                episodes.urn == listed.urn,
                episodes.pl_post.replace(" ", "") == listed.postcode.replace(" ", ""),
            ],
        )

    return find


for _years, _places in (
    ((2023, 2023), ("K1", "K2", "R3", "S1")),
    ((2024, 2024), ("H5", "K1", "K2", "R3", "S1")),
    ((2025, None), ("K1", "K2", "K3", "R3", "S1")),
):
    rule(
        "221",
        "By Ofsted’s list this provider has another postcode than the placement. Correct the"
        " postcode of the placement or the number (URN).",
        "Episodes.PL_POST",
        "Episodes.URN",
        years=_years,
    )(_postcode_unlike_listed(*_places))


def _number_of_the_unregistered(*places: str):
    def find(t):
        return _numbered(t).filter(lambda episodes: episodes.place.isin(places))

    return find


for _years, _places in (
    ((2023, 2023), ("H5", "P2", *NOT_REGISTERED, "Z1")),
    ((2024, 2024), ("P2", *NOT_REGISTERED, "Z1")),
    ((2025, 2025), (*NOT_REGISTERED, "Z1")),
    ((2026, None), (*NOT_REGISTERED, *UNREGISTERED_OF_2026)),
):
    rule(
        "222",
        "A placement of this type is not registered with Ofsted and has no number (URN). Take the"
        " number out, or correct the placement type.",
        "Episodes.URN",
        "Episodes.PLACE",
        years=_years,
    )(_number_of_the_unregistered(*_places))


@rule(
    "224",
    "By Ofsted’s list the provider is of another kind. Correct the provider’s code or the number"
    " (URN).",
    "Episodes.PLACE_PROVIDER",
    "Episodes.URN",
)
def provider_is_of_another_kind(t):
    episodes = _numbered(t)
    listed = _listed(t, "provider_codes")
    return episodes.anti_join(
        listed,
        [episodes.urn == listed.urn, _has(listed.provider_codes, episodes.place_provider)],
    )


def _with_end_of_registration(t):
    listed = _listed(t, "reg_end")
    return _numbered(t).inner_join(listed.filter(listed.reg_end.notnull()), "urn")


@rule(
    "227",
    "The provider was closed by the day the episode began. Correct the number (URN) or the day.",
    "Episodes.URN",
    "Episodes.DECOM",
)
def provider_closed_before_the_start(t):
    episodes = _with_end_of_registration(t)
    return episodes.filter(episodes.decom >= episodes.reg_end)


@rule(
    "228",
    "The provider closed before the episode ended, or before 31 March where it has not ended."
    " Correct the number (URN) or the day.",
    "Episodes.URN",
    "Episodes.DEC",
)
def provider_closed_before_the_end(t):
    episodes = _with_end_of_registration(t)
    return episodes.filter(ibis.coalesce(episodes.dec, t.end) > episodes.reg_end)


def _provider_in_the_wrong_authority(*places_apart: str):
    def find(t):
        episodes = _numbered(t)
        episodes = episodes.filter(episodes.place.notin(places_apart) | episodes.place.isnull())
        listed = episodes.left_join(_listed(t, "la_code"), "urn")
        is_own = (listed.la_code == t.authority).fill_null(ibis.literal(False))
        return listed.filter(
            ((listed.place_provider == "PR1") & ~is_own)
            | ((listed.place_provider == "PR2") & is_own)
        )

    return find


for _years, _apart in (
    ((2023, 2025), ()),
    ((2026, None), (SUPPORTED, *NOT_REGISTERED, *UNREGISTERED_OF_2026)),
):
    rule(
        "229",
        "The provider’s code says whether the authority itself or another provides the placement;"
        " by Ofsted’s list it is the other way round. Correct the code or the number (URN).",
        "Episodes.URN",
        "Episodes.PLACE_PROVIDER",
        years=_years,
    )(_provider_in_the_wrong_authority(*_apart))


@rule(
    "230",
    "Supported accommodation (H5) in England is registered with Ofsted from 28 October 2023. Enter"
    " the provider’s number (URN).",
    "Episodes.URN",
    "Episodes.PLACE",
    "Episodes.DEC",
    years=(2024, 2024),
)
def supported_accommodation_without_number(t):
    episodes = t.episodes.inner_join(t.fact(placed), "row")
    lasting = (episodes.dec >= ibis.literal(SUPPORTED_REGISTERED_SINCE)) | episodes.dec.isnull()
    without = episodes.urn.isnull() | (episodes.urn == NO_NUMBER)
    return episodes.filter(episodes.place == "H5", lasting, without, ~_abroad(episodes))


@rule(
    "241",
    "By Ofsted’s list this provider of supported accommodation has no premises in the authority of"
    " the placement. Correct the number (URN) or the postcode of the placement.",
    "Episodes.URN",
    "Episodes.PL_POST",
    years=(2026, None),
)
def provider_has_no_premises_there(t):
    episodes = _numbered(t).filter(lambda each: each.place == SUPPORTED)
    episodes = episodes.inner_join(t.fact(placed), "row")
    listed = _listed(t, "la_code")
    listed = listed.filter(listed.la_code.notnull())
    known = episodes.semi_join(listed.select("urn"), "urn")
    return known.anti_join(listed.select("urn", pl_la="la_code"), ["urn", "pl_la"])


@rule(
    "242",
    "XXXXXXX may stand for the provider’s number only where a regional adoption agency provides the"
    " placement: with the types A3 to A6 and U1 to U6. Enter the provider’s own number (URN).",
    "Episodes.URN",
    "Episodes.PLACE",
    years=(2026, None),
)
def no_number_of_another_placement(t):
    return t.episodes.filter(
        t.episodes.urn == NO_NUMBER,
        t.episodes.place.notin(AGENCY_PLACEMENTS) | t.episodes.place.isnull(),
    )


@rule(
    "243",
    "The placement lies outside England, where Ofsted registers nobody. Take the provider’s number"
    " (URN) out, or correct the postcode of the placement.",
    "Episodes.URN",
    "Episodes.PL_POST",
    years=(2026, None),
)
def number_outside_england(t):
    episodes = t.episodes.inner_join(t.fact(placed), "row")
    return episodes.filter(_abroad(episodes), episodes.urn.notnull())
