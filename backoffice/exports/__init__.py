"""All about one person, for the auditor to hand over (GDPR art. 15)."""
