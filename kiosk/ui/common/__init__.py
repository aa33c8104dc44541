"""Qt without widgets: the application, threads, colours, times, file dialogs."""
