"""What workers ask beneficiaries for, and what answers it."""
