"""The tables about special educational needs, as far as figures need them."""

from lineofsight.journey.model import Shape, Table, declared

TABLES: tuple[Table, ...] = (
    declared(
        "ssd_send",
        "Children known to special educational needs",
        "one child known to the service for special educational needs and disabilities",
        Shape.FACT,
        """
        send_table_id
        send_upn
        send_uln
        send_upn_unknown
        send_person_id -> ssd_person
        """,
        recognised_by=("send_person_id",),
    ),
    declared(
        "ssd_ehcp_requests",
        "Requests for an education, health and care plan",
        "one request to assess a child for a plan",
        Shape.EVENT,
        """
        ehcr_ehcp_request_id
        ehcr_send_table_id -> ssd_send
        ehcr_ehcp_req_date date
        ehcr_ehcp_req_outcome_date date
        ehcr_ehcp_req_outcome
        """,
        event_on="ehcr_ehcp_req_date",
    ),
    declared(
        "ssd_ehcp_assessment",
        "Assessments for an education, health and care plan",
        "one assessment that followed a request",
        Shape.EVENT,
        """
        ehca_ehcp_assessment_id
        ehca_ehcp_request_id -> ssd_ehcp_requests
        ehca_ehcp_assessment_outcome_date date
        ehca_ehcp_assessment_outcome
        ehca_ehcp_assessment_exceptions
        """,
        event_on="ehca_ehcp_assessment_outcome_date",
    ),
    declared(
        "ssd_ehcp_named_plan",
        "Education, health and care plans",
        "one plan that names a school, from the day it does to the day it ceases",
        Shape.SPELL,
        """
        ehcn_named_plan_id
        ehcn_ehcp_asmt_id -> ssd_ehcp_assessment
        ehcn_named_plan_start_date date
        ehcn_named_plan_ceased_date date
        ehcn_named_plan_ceased_reason
        """,
        starts_on="ehcn_named_plan_start_date",
        ends_on="ehcn_named_plan_ceased_date",
    ),
)
