"""Connected systems: which other systems of the centre speak with ours, and what each may do."""
