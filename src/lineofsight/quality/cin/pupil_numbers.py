"""Unique pupil numbers and the reasons for having none.

A number has 13 characters: a check letter, the three figures of the authority that gave it,
eight figures, and a last one that is a letter in a temporary number.
"""

from lineofsight.later import ibis
from lineofsight.quality.cin.blocks import NO, YES, beside, months, of_both, years
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import last_day
from lineofsight.quality.model import Severity

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters by the remainder they stand for: no I, O or S."""

AUTHORITIES = """
001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708
800-803 805-808 810-813 815 816 820-823 825 826 830 831 835-841 845 846 850-852 855-857 860 861
865-896 908 909 916 919 921 925 926 928 929 931 933 935-938 940 941
"""
"""Codes of authorities since April 1998, and codes that stand for one."""
SINCE_2024 = "942 943"

LONG_ENOUGH_FOR_A_REASON = ("UN2", "UN3", "UN4", "UN5", "UN6", "UN7")
"""Every reason but UN1, which says that the child is not of school age."""


def listed(ranges: str) -> tuple[str, ...]:
    found = []
    for each in ranges.split():
        first, _, last = each.partition("-")
        found += [f"{code:03}" for code in range(int(first), int(last or first) + 1)]
    return tuple(found)


def numbered(t):
    return t.child_identifiers.filter(t.child_identifiers.upn.notnull())


@rule(
    "1510",
    "The first letter of the UPN does not agree with its figures. Check the number.",
    "ChildIdentifiers.UPN",
)
def check_letter_is_wrong(t):
    children = numbered(t)
    children = children.filter(children.upn.re_search("^.[0-9]{12}$"))
    total = sum(
        (children.upn.substr(at - 1, 1).try_cast("int64") * at for at in range(2, 14)),
        start=ibis.literal(0),
    )
    letter = ibis.literal(LETTERS).substr(total % len(LETTERS), 1)
    return children.filter(children.upn.substr(0, 1) != letter)


@rule(
    "1520",
    "Several children carry this UPN. Find out whose it is, and correct the other.",
    "ChildIdentifiers.UPN",
)
def number_of_several_children(t):
    children = numbered(t)
    counted = children.group_by("upn").aggregate(times=children.count())
    return children.join(counted.filter(counted.times > 1), "upn")


def of_no_authority(t, known: tuple[str, ...]):
    children = numbered(t)
    return children.filter(children.upn.substr(1, 3).notin(known))


NO_AUTHORITY = "Characters 2 to 4 of the UPN are not the code of an authority. Check the number."


@rule("1530", NO_AUTHORITY, "ChildIdentifiers.UPN", years=(2023, 2023))
def number_of_no_authority_before(t):
    return of_no_authority(t, listed(AUTHORITIES))


@rule("1530", NO_AUTHORITY, "ChildIdentifiers.UPN", years=(2024, None))
def number_of_no_authority(t):
    return of_no_authority(t, listed(AUTHORITIES + SINCE_2024))


@rule(
    "1540",
    "Characters 5 to 12 of the UPN are not all figures. Check the number.",
    "ChildIdentifiers.UPN",
)
def figures_are_missing(t):
    children = numbered(t)
    return children.filter(~children.upn.substr(4, 8).re_search("^[0-9]+$"))


@rule(
    "1550",
    "The last character of the UPN can only be a figure or a letter other than I, O and S. Check"
    " the number.",
    "ChildIdentifiers.UPN",
)
def last_character_is_wrong(t):
    children = numbered(t)
    return children.filter(~children.upn.substr(12, 1).re_search(f"^[0-9{LETTERS}]$"))


@rule(
    "1560Q",
    "The former UPN does not look like one: a letter and twelve figures, of which the last may be"
    " a letter. Correct it or say why.",
    "ChildIdentifiers.FormerUPN",
    severity=Severity.QUERY,
)
def former_number_looks_wrong(t):
    children = t.child_identifiers
    return children.filter(~children.former_upn.re_search("^[A-Za-z][0-9]{11}[0-9A-Za-z]$"))


def of_school_age_without(t, born):
    """Children with a referral that went on, old enough for school, who have neither a number nor
    a reason that can hold for them. `born` says which are old enough."""
    children = t.child_identifiers
    without = children.filter(
        children.upn.isnull()
        & children.upn_unknown.fill_null("").upper().notin(LONG_ENOUGH_FOR_A_REASON)
        & born(children.person_birth_date)
    )
    went_on = t.cin_details.filter(t.cin_details.referral_nfa.isin(NO))
    return without.semi_join(went_on, "child")


@rule(
    "8770Q",
    "The child is over six and has neither a UPN nor a reason for having none that can hold at"
    " that age. Enter either, or say why.",
    "ChildIdentifiers.UPN",
    "ChildIdentifiers.UPNunknown",
    severity=Severity.QUERY,
    years=(2023, 2024),
)
def over_six_without_number(t):
    return of_school_age_without(t, lambda birth: birth < last_day(t) - years(6))


@rule(
    "8770Q",
    "The child is of school age and has neither a UPN nor a reason for having none that can hold"
    " at that age. Enter either, or say why.",
    "ChildIdentifiers.UPN",
    "ChildIdentifiers.UPNunknown",
    severity=Severity.QUERY,
    years=(2025, None),
)
def of_school_age_without_number(t):
    # Five by the end of the August before the last: in school at the latest that September.
    return of_school_age_without(t, lambda birth: birth <= last_day(t) + months(5) - years(6))


@rule(
    "8772",
    "UN7 says that every referral of the child ended without further action, but one did not."
    " Enter the UPN or another reason, or correct the referral.",
    "ChildIdentifiers.UPNunknown",
    "CINdetails.ReferralNFA",
)
def no_number_for_no_further_action(t):
    children = t.child_identifiers.filter(t.child_identifiers.upn_unknown == "UN7")
    went_on = t.cin_details.filter(t.cin_details.referral_nfa.fill_null("").notin(YES))
    return of_both(beside(children, went_on), "ChildIdentifiers", "CINdetails")
