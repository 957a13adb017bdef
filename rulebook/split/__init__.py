"""Who gets how much?"""
