//! Forms, protection, manifest: the only way out for data.
