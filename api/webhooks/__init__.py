"""Webhooks: other systems say where they want to be told of what."""
