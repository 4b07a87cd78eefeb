"""The breach register: what was read in the wrong file, by whom, and what follows from it."""
