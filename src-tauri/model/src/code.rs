//! What a response code or a status means, and what to do about it (S2.2, S3.2).
