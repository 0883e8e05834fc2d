"""The national directory of trades (ROME), from the files that France Travail publishes to drafts of sheets."""
