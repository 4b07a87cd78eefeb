"""Who hands over: a file number and a birth date, or a name and a contact."""
