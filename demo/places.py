"""Addresses that the demo alone has."""

POSTBOX = "/demo/texts"
"""Where texts and web push go that an installation would send, and where they are shown."""

MAIL_ADDRESS = "documents@valmeir.example"
"""Where people write to the demo's centre."""
