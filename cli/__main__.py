"""The `guichet` command as `python -m cli`: how processes of the house start each other."""

from cli import main

main(prog_name="guichet")
