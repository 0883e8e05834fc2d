"""Photographs as files hold them: opened for site and paper alike, named for what they are, and freed of what they tell."""
