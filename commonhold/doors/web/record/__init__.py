"""The public record: a page for people, and the files that other people's tools verify."""
