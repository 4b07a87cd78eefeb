"""Beneficiaries by a few letters."""
