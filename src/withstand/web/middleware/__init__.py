"""What every request passes through, in the order of `project.settings_for`."""
