"""Tests of OMA Builder."""
