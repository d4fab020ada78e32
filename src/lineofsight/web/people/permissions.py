"""What can be permitted. A pack's roles hold some of these; a view requires one."""

from enum import StrEnum


class Permission(StrEnum):
    """NOUN_VERB; the value is what packs write in a role's `permissions`."""

    # figures and the children behind them
    FIGURES_SEE = "figures.see"
    CHILDREN_SEE = "children.see"
    CHILD_READ = "child.read"
    COMMENTARY_WRITE = "commentary.write"
    TARGETS_SET = "targets.set"

    # loading data
    SUBMISSIONS_SEE = "submissions.see"
    SUBMISSIONS_LOAD = "submissions.load"

    # putting data right
    QUALITY_CORRECT = "quality.correct"
    QUALITY_CHECK = "quality.check"
    QUALITY_CONFIRM = "quality.confirm"
    QUALITY_EXEMPT = "quality.exempt"
    QUALITY_SIGN = "quality.sign"

    # practice
    PROGRAMME_SEE = "programme.see"
    PROGRAMME_PLAN = "programme.plan"
    AUDIT_DO = "audit.do"
    AUDIT_SEE = "audit.see"
    AUDIT_MODERATE = "audit.moderate"
    AUDIT_RECHECK = "audit.recheck"
    CONCERN_RAISE = "concern.raise"
    CONCERN_ANSWER = "concern.answer"

    # actions
    ACTION_SEE = "action.see"
    ACTION_OWN = "action.own"
    ACTION_AGREE = "action.agree"
    ACTION_VERIFY = "action.verify"

    # reports
    REPORT_SEE = "report.see"
    REPORT_WRITE = "report.write"
    REPORT_SIGN = "report.sign"

    # partner agencies
    PARTNERSHIP_CONTRIBUTE = "partnership.contribute"

    # the organisation, its framework, the log
    PEOPLE_MANAGE = "people.manage"
    RESTRICTION_MANAGE = "restriction.manage"
    FRAMEWORK_SEE = "framework.see"
    FRAMEWORK_ADOPT = "framework.adopt"
    ACTIVITY_READ = "activity.read"
    GALLERY_SEE = "gallery.see"


MEANINGS: dict[Permission, str] = {
    Permission.FIGURES_SEE: "See figures, never rows about single children",
    Permission.CHILDREN_SEE: "Open the children behind a figure, within one’s reach",
    Permission.CHILD_READ: "Open a child’s page, within one’s reach; each opening is recorded",
    Permission.COMMENTARY_WRITE: "Write beside a figure what lies behind it",
    Permission.TARGETS_SET: "Set targets and tolerances",
    Permission.SUBMISSIONS_SEE: "See what was loaded and what could not be read",
    Permission.SUBMISSIONS_LOAD: "Load returns",
    Permission.QUALITY_CORRECT: "Say that a fault in the data is corrected, within one’s reach",
    Permission.QUALITY_CHECK: "Check what a worker of one’s team corrected, never one’s own",
    Permission.QUALITY_CONFIRM: "Confirm what was checked, and settle what others left",
    Permission.QUALITY_EXEMPT: "Leave a fault as it is for a time, with a reason",
    Permission.QUALITY_SIGN: "Sign a statutory return off for one’s service",
    Permission.PROGRAMME_SEE: "See the audit programme and who has done theirs",
    Permission.PROGRAMME_PLAN: "Plan the programme and draw samples",
    Permission.AUDIT_DO: "Carry out an audit that was given to one",
    Permission.AUDIT_SEE: "Read audits, within one’s reach",
    Permission.AUDIT_MODERATE: "Decide final grades, never of one’s own audit",
    Permission.AUDIT_RECHECK: "Check again after eight weeks, never one’s own actions",
    Permission.CONCERN_RAISE: "Raise an immediate safeguarding concern",
    Permission.CONCERN_ANSWER: "Acknowledge and answer a concern",
    Permission.ACTION_SEE: "See actions, within one’s reach",
    Permission.ACTION_OWN: "Be given actions, and report on one’s own",
    Permission.ACTION_AGREE: "Agree an action plan",
    Permission.ACTION_VERIFY: "Verify that an action was done, never one’s own",
    Permission.REPORT_SEE: "Read published reports",
    Permission.REPORT_WRITE: "Compile and edit reports",
    Permission.REPORT_SIGN: "Sign off and publish reports",
    Permission.PARTNERSHIP_CONTRIBUTE: "Enter figures, returns and feedback of one’s own agency",
    Permission.PEOPLE_MANAGE: "Make accounts and give roles",
    Permission.RESTRICTION_MANAGE: "Restrict a record, and clear its readers",
    Permission.FRAMEWORK_SEE: "See the framework in use",
    Permission.FRAMEWORK_ADOPT: "Adopt a framework",
    Permission.ACTIVITY_READ: "Read the log of activity",
    Permission.GALLERY_SEE: "See the gallery of components",
}
