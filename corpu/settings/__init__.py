"""Settings: `production` is the safe default; `development` and `test` only loosen it."""
