"""A client exchanges its secret for a token (OAuth 2.0 client credentials)."""
