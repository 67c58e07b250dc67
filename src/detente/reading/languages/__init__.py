"""One module a language: `read(document)` gives a Reading."""
