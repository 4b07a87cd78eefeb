"""All about one person in one package (GDPR art. 15): gathered, made, kept for a while, and handed out."""
