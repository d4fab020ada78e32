"""Which of the six characteristics of good data each rule watches: one each, by the theme it
stands in, with exceptions by its code. A rule that neither names cannot be declared.

Where a rule could be put under two: a blank is a gap (complete) even if a code is wanted; what
is no date or no code is invalid; what cannot be true of one record is inaccurate; what two
records, lists or years tell differently is unreliable; what came, or should have come, by a day
is timeliness; what the return does not ask for is irrelevant.
"""

from lineofsight.quality.model import Characteristic

ACCURATE, VALID, RELIABLE, TIMELY, RELEVANT, COMPLETE = (
    Characteristic.ACCURATE,
    Characteristic.VALID,
    Characteristic.RELIABLE,
    Characteristic.TIMELY,
    Characteristic.RELEVANT,
    Characteristic.COMPLETE,
)

BY_THEME: dict[str, dict[str, Characteristic]] = {
    "ssda903": {
        "adoption": ACCURATE,
        "adoption_decisions": ACCURATE,
        "ages": ACCURATE,
        "asylum": RELIABLE,
        "care_leavers": RELEVANT,
        "episode_codes": VALID,
        "episode_dates": ACCURATE,
        "episode_order": ACCURATE,
        "health": COMPLETE,
        "identity": VALID,
        "integrity": RELIABLE,
        "last_year": RELIABLE,
        "legal_status": ACCURATE,
        "liberty": ACCURATE,
        "missing": ACCURATE,
        "mothers": ACCURATE,
        "permanence": VALID,
        "placed_for_adoption": ACCURATE,
        "placement_changes": ACCURATE,
        "placement_location": ACCURATE,
        "placement_moves": ACCURATE,
        "placement_providers": ACCURATE,
        "provider_numbers": ACCURATE,
        "pupil_numbers": VALID,
        "reviews": ACCURATE,
        "social_worker_changes": ACCURATE,
        "social_workers": COMPLETE,
        "temporary_placements": ACCURATE,
    },
    "cin": {
        "assessments": ACCURATE,
        "before_referral": ACCURATE,
        "births_and_deaths": ACCURATE,
        "cin_plans": ACCURATE,
        "closures": ACCURATE,
        "disability": VALID,
        "factors": ACCURATE,
        "header": VALID,
        "identity": VALID,
        "protection": ACCURATE,
        "pupil_numbers": VALID,
        "referrals": ACCURATE,
        "reviews": ACCURATE,
        "section_47": ACCURATE,
        "whole_return": COMPLETE,
    },
    "annex_a": {
        "between_lists": RELIABLE,
        "children": ACCURATE,
        "contradictions": ACCURATE,
        "entries": COMPLETE,
        "every_list": VALID,
        "order": ACCURATE,
        "reasons": COMPLETE,
        "recording": TIMELY,
        "repeats": RELIABLE,
    },
    "journey": {
        "gaps": COMPLETE,
        "codes": VALID,
        "order_of_days": ACCURATE,
        "durations": ACCURATE,
        "orphans": RELIABLE,
        "repeats": RELIABLE,
        "contradictions": ACCURATE,
        "late_recording": TIMELY,
        "at_rest": RELEVANT,
    },
}

_EXCEPTIONS: dict[str, dict[Characteristic, str]] = {
    "ssda903": {
        VALID: "104 105 112 113 114 115 116 120 131 132 133 141 147 165 166 167 169 171 175 176"
        " 177 179 180 181 196 217t 242 392c 445 446 700 701 1004 1005 1006 1008 SW02STG1"
        " SW04STG1 SW05STG1 SW13STG1",
        COMPLETE: "119 142 148 151 153 218 225 230 232 345 392a 392b 393 442 526 551 553 555 557"
        " 563 564 565 566 601 607 611 612 630 EPI SW08STG2 SW11aSTG2 SW11bSTG2 SW14STG2 SW17STG2",
        RELIABLE: "202 203 204 207 208 348 444 452 453 523 559 560 561 576 584 624 626 706"
        " SW12STG2",
        RELEVANT: "158 185 188 189 190 193 198 213 214 222 226 233 243 351 398 399 406 420 542"
        " 546 602 628 634 635 1012",
        ACCURATE: "197a 209 210 231 301 303 304 347 391 632 3001 SW06STG2 SW07STG2 SW09STG2"
        " SW18STG2",
    },
    "cin": {
        TIMELY: "8670Q 8675Q",
        RELEVANT: "4013 8545Q 8620 8696 8715 8736 8740 8775Q 8930",
        COMPLETE: "2991Q 4010 8500 8525Q 8568 8585Q 8590 8600 8610 8720 8770Q 8805 8810 8825Q"
        " 8842Q 8868 8897Q",
        VALID: "8640 8650 8730 8866 8905 8910 8945Q 8950Q",
        RELIABLE: "1520 2883 2884 2885 8510 8794 8898",
        ACCURATE: "8750 8772 8790",
    },
    "annex_a": {
        COMPLETE: "A001 A004 A015 A541 A940",
        VALID: "A002 A003 A102 A302 A303 A402 A502 A503 A602 A702 A703 A802 A803 A804 A805 A902"
        " A1002 A1102 A1103",
        RELIABLE: "A005 A006 A007 A016",
        RELEVANT: "A011 A842 A941",
        ACCURATE: "A014",
    },
    "journey": {},
}
BY_CODE: dict[str, dict[str, Characteristic]] = {
    return_id: {
        code: characteristic
        for characteristic, codes in exceptions.items()
        for code in codes.split()
    }
    for return_id, exceptions in _EXCEPTIONS.items()
}


def characteristic_of(return_id: str, theme: str, code: str) -> Characteristic:
    """What a shipped rule watches. Raises `ValueError` where nobody has said."""
    found = BY_CODE.get(return_id, {}).get(code) or BY_THEME.get(return_id, {}).get(theme)
    if found is None:
        raise ValueError(f"rule {code}: say in quality/characteristics.py what {theme} watches")
    return found
