"""Search everywhere: one field on every screen of the backoffice."""
