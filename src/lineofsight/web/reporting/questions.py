"""Which of the three questions a measure answers.

Most measures count work and whether it was on time: how much. Some say how well it was
done; some what became of children afterwards. Those two are named here, with the reason.
"""

from lineofsight.reports import model

HOW_WELL = {
    "ASM06": "a child seen during the assessment is practice, not throughput",
    "CPP13": "seen alone at the last visit",
    "QA05": "how complete the record is",
    "S4708": "whether the right children came to conference",
    "REF04": "whether referrals were the right ones",
}
WHAT_DIFFERENCE = {
    "CON06": "families who keep coming back",
    "REF03": "children who came back within a year",
    "S4710": "children for whom it happened again",
    "CPP05": "children who needed a second plan",
    "CPP06": "children who soon needed a second plan",
    "CLA09": "children who came back into care",
    "PLC01": "how often children had to move",
    "PLC02": "how long children stayed with the same carer",
    "PLC06": "how far from home children live",
    "CL03": "what care leavers do",
    "CL04": "where care leavers live",
}


def question_of(indicator_id: str) -> str:
    if indicator_id in HOW_WELL:
        return model.HOW_WELL
    return model.WHAT_DIFFERENCE if indicator_id in WHAT_DIFFERENCE else model.HOW_MUCH
