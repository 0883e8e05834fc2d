"""Paper: the guide becomes PDF through Typst."""
