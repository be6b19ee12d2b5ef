"""Ingest: files of any kind in, `Article` out."""
