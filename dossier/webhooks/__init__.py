"""Webhooks: other systems are told at once of what happened, by messages that hold ids alone."""
