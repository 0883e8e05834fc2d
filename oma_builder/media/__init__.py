"""Pictures: named derivatives are produced here, and only here."""
