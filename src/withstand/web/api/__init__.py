"""The API: what pages show, as JSON; records added by programs."""
