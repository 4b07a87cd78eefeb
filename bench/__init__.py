"""What the service can do, measured: every table of `docs/benchmarks.md` is printed by a script of this folder."""
