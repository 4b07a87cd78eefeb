"""The receipt, and what becomes of the documents."""
