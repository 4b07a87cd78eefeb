"""The receipt by e-mail, or else by SMS: its number and its link, to whom its depositor says."""
