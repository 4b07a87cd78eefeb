"""A receipt printer that tests own: it speaks ESC/POS and its status protocol, and shows what it put on paper."""
