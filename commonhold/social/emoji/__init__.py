"""The co-op's own small pictures, written as :words:."""
