"""Acts of handing over, from the first page to the receipt."""
