"""The worker: the top of the dossier."""
