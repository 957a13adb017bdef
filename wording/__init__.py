"""The words that people read, in every language that ships. How to translate: docs/translating.md."""
