"""Disabilities of a child."""

from lineofsight.quality.cin.blocks import NO, codes, without
from lineofsight.quality.cin.book import rule


@rule(
    "8540",
    "The child’s disability is missing or is not a code of the census, though a referral went on."
    " Enter NONE or each disability by its code.",
    "ChildIdentifiers.PersonBirthDate",
    "Disabilities.Disability",
    "CINdetails.ReferralNFA",
)
def disability_missing_or_no_code(t):
    born = t.child_identifiers.filter(t.child_identifiers.person_birth_date.notnull())
    went_on = t.cin_details.filter(t.cin_details.referral_nfa.isin(NO))
    known = t.disabilities.disability.fill_null("")
    wrong = t.disabilities.filter(known.notin(codes("disability")))
    concerned = born.semi_join(went_on, "child")
    bad = (
        without(concerned, t.disabilities)
        .select("row", "child")
        .union(concerned.semi_join(wrong, "child").select("row", "child"))
    )
    return {
        "ChildIdentifiers": bad,
        "Disabilities": wrong.semi_join(concerned, "child"),
        "CINdetails": went_on.semi_join(bad, "child"),
    }


@rule(
    "8790",
    "NONE stands beside disabilities of the child. Take out NONE, or the others.",
    "Disabilities.Disability",
)
def none_and_others(t):
    none = t.disabilities.filter(t.disabilities.disability == "NONE")
    others = t.disabilities.filter(t.disabilities.disability != "NONE")
    return others.semi_join(none, "child")


@rule(
    "8794",
    "The same disability is entered more than once for the child. Keep one of them.",
    "Disabilities.Disability",
)
def same_disability_again(t):
    kinds = t.disabilities.group_by(["child", "disability"])
    again = kinds.aggregate(times=t.disabilities.count())
    return t.disabilities.join(again.filter(again.times > 1), ["child", "disability"])
