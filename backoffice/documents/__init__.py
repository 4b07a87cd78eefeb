"""The desk: one document, its pages, its profile, the decision."""
