"""One-time codes: proof that whoever asks holds the telephone or the mailbox of the file."""
