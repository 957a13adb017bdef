"""How far somebody is in her first hour here: which steps she has taken or skipped."""
