"""The centre's figures on screens, as files and as a monthly report."""
