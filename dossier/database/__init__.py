"""The way to PostgreSQL: one engine, transactions in the name of an actor, migrations."""
