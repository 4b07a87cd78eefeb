"""The light table: all pages of a deposit, by document; split, merged and set aside with one key each."""
