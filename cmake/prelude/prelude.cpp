// Compiled so that the precompiled header beside it is.
