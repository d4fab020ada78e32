"""What a sentence calls an indicator, and whether that takes “have” or “has”.

A title names a measure (“Assessments completed within 45 working days”); a finding talks
about it (“Assessments on time have fallen”). An indicator without an entry is called by
its title.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    text: str
    is_plural: bool = True

    @property
    def have(self) -> str:
        return "have" if self.is_plural else "has"

    @property
    def are(self) -> str:
        return "are" if self.is_plural else "is"

    @property
    def they(self) -> str:
        return "they" if self.is_plural else "it"

    @property
    def show(self) -> str:
        return "show" if self.is_plural else "shows"


_RATE = {"is_plural": False}
SUBJECTS = {
    "CON01": Subject("Contacts"),
    "CON02": Subject("The rate of contacts", **_RATE),
    "CON06": Subject("Children with three or more contacts in a year"),
    "REF01": Subject("Referrals"),
    "REF02": Subject("The rate of referrals", **_RATE),
    "REF03": Subject("Re-referrals"),
    "REF04": Subject("Referrals with no further action"),
    "ASM01": Subject("Completed assessments"),
    "ASM03": Subject("Assessments on time"),
    "ASM04": Subject("The median length of an assessment", **_RATE),
    "ASM05": Subject("Open assessments past 45 working days"),
    "ASM06": Subject("Children seen during their assessment"),
    "S4701": Subject("Section 47 enquiries"),
    "S4703": Subject("Section 47 enquiries leading to a conference"),
    "S4704": Subject("First conferences on time"),
    "S4708": Subject("First conferences resulting in a plan"),
    "S4709": Subject("Enquiries waiting past 15 working days for a conference"),
    "S4710": Subject("Repeat section 47 enquiries"),
    "CIN01": Subject("Children in need"),
    "CIN02": Subject("The rate of children in need", **_RATE),
    "CIN05": Subject("Children in need for two years or more"),
    "CIN14": Subject("Children in need seen when they should be"),
    "CPP01": Subject("Children on a protection plan"),
    "CPP02": Subject("The rate of protection plans", **_RATE),
    "CPP05": Subject("Second or later protection plans"),
    "CPP06": Subject("Protection plans repeated within two years"),
    "CPP07": Subject("Protection plans open for two years or more"),
    "CPP10": Subject("Protection plans reviewed on time"),
    "CPP12": Subject("Protection visits on time"),
    "CPP13": Subject("Children seen alone at their last protection visit"),
    "CLA01": Subject("Children looked after"),
    "CLA02": Subject("The rate of children looked after", **_RATE),
    "CLA06": Subject("Unaccompanied children looked after"),
    "CLA09": Subject("Children back in care within a year"),
    "PLC01": Subject("Children with three or more placements"),
    "PLC02": Subject("Children with the same carer for two years"),
    "PLC06": Subject("Children placed over 20 miles away"),
    "CLR01": Subject("Looked after reviews on time"),
    "CLR03": Subject("Visits to looked after children on time"),
    "HLT02": Subject("Health assessments up to date"),
    "HLT03": Subject("Dental checks up to date"),
    "CLR02": Subject("Reviews that the child took part in"),
    "CLR04": Subject("Visits to children looked after overdue now"),
    "CLR05": Subject("Children in contact with their reviewing officer"),
    "HLT04": Subject("Immunisations up to date"),
    "HLT05": Subject("The mean strengths and difficulties score", **_RATE),
    "HLT06": Subject("Development checks of small children up to date"),
    "HLT07": Subject("Children with a strengths and difficulties score"),
    "HLT08": Subject("Children looked after convicted or cautioned"),
    "HLT09": Subject("Children looked after with a substance misuse problem"),
    "MIS01": Subject("Looked after children who went missing"),
    "MIS02": Subject("Times that children looked after went missing"),
    "MIS03": Subject("The mean number of times a missing child went missing", **_RATE),
    "MIS04": Subject("Return interviews offered within 72 hours"),
    "MIS05": Subject("Return interviews accepted"),
    "MIS06": Subject("The mean number of times away without authorisation", **_RATE),
    "MIS07": Subject("Children missing now"),
    "MIS08": Subject("Times missing for more than 24 hours"),
    "CL01": Subject("Care leavers"),
    "CL02": Subject("Care leavers in touch"),
    "CL03": Subject("Care leavers in education, work or training"),
    "CL04": Subject("Care leavers in suitable homes"),
    "CL05": Subject("Care leavers not in education, work or training"),
    "CL06": Subject("Pathway plans reviewed in time"),
    "CL07": Subject("Young people of 16 with a personal adviser"),
    "CL08": Subject("Care leavers in unsuitable homes"),
    "CL09": Subject("Care leavers heard from in eight weeks"),
    "CL10": Subject("Care leavers of 22 to 25 with support"),
    "CL11": Subject("Care leavers of 22 to 25 in education, work or training"),
    "WRK06": Subject("Children whom nobody holds"),
    "WRK09": Subject("Children with three or more social workers in a year"),
    "QA05": Subject("Children without a recorded ethnicity"),
}


def subject(indicator_id: str, title: str) -> Subject:
    return SUBJECTS.get(indicator_id) or Subject(f"“{title}”", is_plural=False)
