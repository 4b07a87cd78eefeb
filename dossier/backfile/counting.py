"""How many sheets of a part are scanned: those that were counted in hand, but for the separators between them."""

SCANNED = """coalesce(sum(b.typed_count - (SELECT count(*) FROM scanned_sheets s
                                           WHERE s.batch_id = b.id AND s.kind = 'separator'))
                      FILTER (WHERE b.problem = ''), 0)"""
"""SQL over batches `b` of a part: its sheets that are scanned."""
