//! What the window and the command line may ask; rights checked at one place.
