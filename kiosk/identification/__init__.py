"""Who hands over: by a letter's code, by file number and birth date, or nobody by name."""
