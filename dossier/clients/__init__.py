"""Clients: other systems of the centre that speak with ours over the API, each within its scopes."""
