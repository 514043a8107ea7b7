//! A provider on loopback with believable logs.
