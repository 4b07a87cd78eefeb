"""What workers ask beneficiaries for: ask, follow, remind, waive."""
