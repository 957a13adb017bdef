"""How fast the parts are that must be fast: `bin/bench NAME`. What is in docs/running/performance.md."""
