"""Tables of our own: what a return tells and the Standard Safeguarding Dataset has no place for.

Each is filled by one return only, and says so; what that return speaks for is what is covered.
"""

from lineofsight.journey.model import Shape, Table, declared

TABLES: tuple[Table, ...] = (
    declared(
        "own_early_help_assessments",
        "Early help assessments",
        "one early help assessment of one child, from its start to its completion (the dataset "
        "has the help that follows, and not when the assessment was complete)",
        Shape.SPELL,
        """
        ehas_assessment_id
        ehas_person_id -> ssd_person
        ehas_assessment_start_date date
        ehas_assessment_completed_date date
        """,
        starts_on="ehas_assessment_start_date",
        ends_on="ehas_assessment_completed_date",
        told_by="annex_a",
    ),
    declared(
        "own_assessment_reviews",
        "Internal reviews of assessments",
        "the day on which a manager reviewed one assessment while it was going on",
        Shape.EVENT,
        """
        asre_assessment_id -> ssd_cin_assessments
        asre_person_id -> ssd_person
        asre_review_date date
        """,
        event_on="asre_review_date",
        recognised_by=("asre_assessment_id",),
        told_by="cin",
    ),
    declared(
        "own_emergency_protection",
        "Emergency protection before a list was made",
        "whether one child on a protection plan had an emergency protection order or police "
        "protection in the six months up to the day of a list",
        Shape.EVENT,
        """
        empr_statement_id
        empr_person_id -> ssd_person
        empr_stated_date date
        empr_in_last_six_months
        """,
        event_on="empr_stated_date",
        told_by="annex_a",
    ),
    declared(
        "own_adopters",
        "Prospective adopters",
        "one prospective adopter, with the steps of the approval and what came of it; adopters "
        "of one family have its identifier",
        Shape.FACT,
        """
        adpt_adopter_id
        adpt_family_id
        adpt_enquiry_date date
        adpt_stage_1_start_date date
        adpt_stage_1_end_date date
        adpt_stage_2_start_date date
        adpt_stage_2_end_date date
        adpt_approved_date date
        adpt_matched_date date
        adpt_placed_date date
        adpt_adoption_order_date date
        adpt_left_date date
        adpt_left_reason
        """,
        told_by="annex_a",
    ),
)
