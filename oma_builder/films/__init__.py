"""Pupils' films: looked into, judged by the brief, made into what the site serves."""
