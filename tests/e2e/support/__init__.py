"""What the end-to-end tests are written with: a running Tocsin, its clients, and sinks for its pages."""
