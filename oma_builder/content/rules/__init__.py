"""Rules over all documents, by what they look at; `validation` lists them."""
