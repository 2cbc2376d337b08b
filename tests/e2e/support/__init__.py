"""What the tests are written with: a running Tocsin, its clients, and sinks for its pages."""
