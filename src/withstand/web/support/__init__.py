"""Support to forces and institutions on pages: requests, their steps, answers, risk, what is due."""
