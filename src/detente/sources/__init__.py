"""Where dispatches come from: files and pages become documents."""
