"""What the auditor reads: the journal, the access log, and how the journal stands."""
