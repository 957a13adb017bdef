"""The co-op API: what members decide, own and record, for their own programs (JSON, with an OpenAPI)."""
