"""What is done about what was found, beside audits: challenge and support, reviews from
outside, pieces of learning, and good practice acknowledged."""
