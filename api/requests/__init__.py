"""Requests for documents that other systems ask, follow and withdraw."""
