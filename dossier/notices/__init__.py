"""Ways to tell a person something: e-mail, SMS, web push."""
