"""Actions: one model for whatever raised them, from proposal to closed."""
