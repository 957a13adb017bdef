"""Letting apps act for oneself: the question, the answer, and sending them away again."""
