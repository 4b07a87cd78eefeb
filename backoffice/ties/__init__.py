"""Which beneficiaries a staff member is, or is related to."""
