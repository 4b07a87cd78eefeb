"""The antivirus: a clamd of the house, where there is one."""
