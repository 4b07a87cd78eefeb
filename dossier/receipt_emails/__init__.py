"""The receipt by e-mail: its number and its link, to whom its depositor says."""
