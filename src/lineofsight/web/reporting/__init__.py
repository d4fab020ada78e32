"""Reports: compiled from a frozen snapshot, edited, signed off, published, never changed."""
