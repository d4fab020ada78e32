"""Everything that changes a finding, a sign-off or a decision."""
