"""Helper sentences for the demo's audits and commentary."""

from lineofsight.demo.words import sentences

DOMAINS = {
    "voice_of_the_child",
    "assessments",
    "plans",
    "management_oversight",
    "partnership_working",
    "strengths_and_relationship_based_practice",
    "embracing_diversity",
}


def test_there_is_evidence_for_each_of_the_seven_domains_strengths_first():
    evidence = sentences()["evidence"]
    assert set(evidence) == DOMAINS
    for told in evidence.values():
        assert list(told) == ["strength", "learning"]
    assert sum(len(each) for told in evidence.values() for each in told.values()) >= 30


def test_there_are_about_thirty_of_each_other_kind_and_none_twice():
    told = sentences()
    assert len(set(told["commentary"])) == len(told["commentary"]) >= 30
    assert len({each["says"] for each in told["childrens_words"]}) >= 30
    assert len(set(told["parents_words"])) >= 10
