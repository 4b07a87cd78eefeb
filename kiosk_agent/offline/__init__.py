"""The kiosk while it has no network: it takes papers in, promises a receipt, and hands all on later."""
