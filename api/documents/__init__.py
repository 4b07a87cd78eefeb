"""Validated documents, as other systems read them."""
