"""Feedback: from every screen, to the SPOC, and back."""
