"""The invented country Velmara, on which every capability is shown."""
