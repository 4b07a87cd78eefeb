"""What the auditor reads: the journal and the access log in words, and whether the journal is whole."""
